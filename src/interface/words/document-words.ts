/** The words of documents (B-1), as in words.ts. */
export const DOCUMENT_WORDS = {
  'documents.title': ['Dokumenter', 'Documents'],
  'documents.none': ['Der er ingen dokumenter på sagen.', 'No document is attached to this case.'],
  'documents.what': ['Dokument', 'Document'],
  'documents.kind': ['Slags', 'Kind'],
  'documents.attached': ['Vedhæftet', 'Attached'],
  'documents.size': ['Størrelse', 'Size'],
  'documents.received': ['Filen er modtaget', 'The file has been received'],
  'documents.choose': ['Vælg en fil.', 'Choose a file.'],
  'documents.again': ['Vælg filen igen.', 'Choose the file again.'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;
