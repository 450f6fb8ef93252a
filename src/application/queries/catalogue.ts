import { reportQueries } from '../reports/report-queries.js';
import { accessLogQueries } from './access-log-queries.js';
import { accessQueries } from './access-queries.js';
import { accessSampleQueries } from './access-sample-queries.js';
import { actQueries } from './act-queries.js';
import { archiveQueries } from './archive-queries.js';
import { breachQueries } from './breach-queries.js';
import { breachRegisterQueries } from './breach-register-queries.js';
import { caseMeetingQueries } from './case-meetings.js';
import { caseQueries } from './case-queries.js';
import { civilRegisterQueries } from './civil-register-queries.js';
import { concernQueries } from './concern-queries.js';
import type { AnswerOf, AnyQuery, AskedWith } from './define-queries.js';
import { disclosureQueries } from './disclosure-queries.js';
import { documentQueries } from './document-queries.js';
import { erasureQueries } from './erasure-queries.js';
import { glassQueries } from './glass-queries.js';
import { homeQueries } from './home-queries.js';
import { insightQueries } from './insight-queries.js';
import { integrityQueries } from './integrity-queries.js';
import { listQueries } from './list-queries.js';
import { loginQueries } from './login-queries.js';
import { meetingQueries } from './meeting-queries.js';
import { mentorQueries } from './mentor-queries.js';
import { operationQueries } from './operation-queries.js';
import { oversightQueries } from './oversight-queries.js';
import { packageQueries } from './package-queries.js';
import { personQueries } from './person-queries.js';
import { planQueries } from './plan-queries.js';
import { registerQueries } from './register-queries.js';
import { retentionQueries } from './retention-queries.js';
import { searchQueries } from './search-queries.js';
import { teamQueries } from './team-queries.js';
import { transferQueries } from './transfer-queries.js';
import { userQueries } from './user-queries.js';
import { wideningQueries } from './widening-queries.js';
import { workListQueries } from './work-list-queries.js';
import { workQueries } from './work-queries.js';

/** Every query there is. Routes, OpenAPI, docs and what a page may ask are read off this table. */
export const queries = {
  ...listQueries,
  ...caseQueries,
  ...accessQueries,
  ...caseMeetingQueries,
  ...accessLogQueries,
  ...accessSampleQueries,
  ...concernQueries,
  ...actQueries,
  ...packageQueries,
  ...disclosureQueries,
  ...personQueries,
  ...civilRegisterQueries,
  ...erasureQueries,
  ...retentionQueries,
  ...archiveQueries,
  ...breachQueries,
  ...breachRegisterQueries,
  ...transferQueries,
  ...insightQueries,
  ...workQueries,
  ...workListQueries,
  ...homeQueries,
  ...teamQueries,
  ...userQueries,
  ...wideningQueries,
  ...oversightQueries,
  ...glassQueries,
  ...searchQueries,
  ...meetingQueries,
  ...registerQueries,
  ...mentorQueries,
  ...documentQueries,
  ...planQueries,
  ...reportQueries,
  ...loginQueries,
  ...integrityQueries,
  ...operationQueries,
};
export type QueryName = keyof typeof queries;
/** What a query is asked with in code. */
export type Params<N extends QueryName> = AskedWith<(typeof queries)[N]>;
export type Answer<N extends QueryName> = AnswerOf<(typeof queries)[N]>;

export const queryNamed = (name: QueryName): AnyQuery => queries[name] as AnyQuery;
export const QUERY_NAMES = Object.keys(queries) as readonly QueryName[];
