/** What became of one case of a batch (B-6). */
export interface CaseResult {
  readonly caseId: string;
  readonly eventId?: string | undefined;
  readonly code?: string | undefined;
  readonly rule?: string | undefined;
}
