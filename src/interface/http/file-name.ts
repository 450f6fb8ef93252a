/** Endings that a machine opens as what the bytes are; the first is given where none fits. */
const ENDINGS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/tiff': ['tif', 'tiff'],
  'text/plain': ['txt', 'csv', 'md', 'log'],
  'application/vnd.oasis.opendocument.text': ['odt'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'message/rfc822': ['eml'],
};
/** What no file may be called somewhere, and signs that let a name read from behind. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const NEVER = /[\u0000-\u001f\u007f\\/:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A name says by its ending what opens it, and was typed by whoever sent it: a text that calls itself "brev.pdf.bat" would run. */
export function fileName(name: string, mediaType: string): string {
  const clean = name.replace(NEVER, '_').replace(/[. ]+$/, '');
  const endings = ENDINGS[mediaType] ?? ['bin'];
  const ending = /\.([^.]+)$/.exec(clean)?.[1]?.toLowerCase() ?? '';
  return endings.includes(ending) ? clean : `${clean}.${endings[0]}`;
}
