/**
 * Pictures without what a camera writes beside them (place, time, device, thumbnails): of a JPEG its application and comment segments but JFIF,
 * Adobe and colour profile, of a PNG all text, time and Exif chunks. What is shown stays bit for bit.
 */
export function stripped(mediaType: string, bytes: Buffer): Buffer {
  if (mediaType === 'image/jpeg') return jpeg(bytes);
  if (mediaType === 'image/png') return png(bytes);
  if (mediaType === 'image/tiff') return tiff(bytes);
  return bytes;
}

const KEPT_APP = new Set([0xe0, 0xee]);
/** @throws RangeError for what is no JPEG after all */
function jpeg(bytes: Buffer): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let at = 2;
  for (;;) {
    if (bytes[at] !== 0xff) throw new RangeError('no marker where one belongs');
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    // From the scan on there are picture data up to the end; what stands behind the end is no picture.
    if (marker === 0xda) {
      const end = bytes.indexOf(Buffer.of(0xff, 0xd9), at);
      kept.push(bytes.subarray(at, end === -1 ? bytes.length : endOfPicture(bytes, at)));
      return together(kept, bytes);
    }
    const length = bytes.readUInt16BE(at + 2) + 2;
    const isApp = (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe;
    const isProfile = marker === 0xe2 && bytes.subarray(at + 4, at + 15).toString('latin1') === 'ICC_PROFILE';
    if (!isApp || KEPT_APP.has(marker) || isProfile) kept.push(bytes.subarray(at, at + length));
    at += length;
  }
}
/** Progressive pictures have several scans, with segments between them that may hold anything: those are stepped over by their length. */
function endOfPicture(bytes: Buffer, from: number): number {
  for (let at = from; ; ) {
    const next = bytes.indexOf(0xff, at);
    if (next === -1 || next + 1 >= bytes.length) return bytes.length;
    const marker = bytes[next + 1] ?? 0;
    if (marker === 0xd9) return next + 2;
    if (marker === 0xff) at = next + 1;
    else if (marker === 0 || (marker >= 0xd0 && marker <= 0xd7)) at = next + 2;
    else at = next + 2 + bytes.readUInt16BE(next + 2);
  }
}

const LEFT_OUT = new Set(['eXIf', 'tEXt', 'iTXt', 'zTXt', 'tIME']);
/** @throws RangeError for what is no PNG after all */
function png(bytes: Buffer): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, 8)];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at) + 12;
    const type = bytes.subarray(at + 4, at + 8).toString('latin1');
    if (at + length > bytes.length) throw new RangeError('a chunk that is cut off');
    if (!LEFT_OUT.has(type)) kept.push(bytes.subarray(at, at + length));
    at += length;
    if (type === 'IEND') break; // nothing behind the end is of the picture
  }
  return together(kept, bytes);
}

/** Where nothing was left out, the bytes themselves: no second 25 MB. */
function together(kept: readonly Buffer[], bytes: Buffer): Buffer {
  const size = kept.reduce((sum, { length }) => sum + length, 0);
  return size === bytes.length ? bytes : Buffer.concat(kept, size);
}

/** Description, maker, model, software, time, artist, host, XMP, copyright, IPTC, Photoshop, Exif, place. */
const TELLING = new Set([
  0x010e, 0x010f, 0x0110, 0x0131, 0x0132, 0x013b, 0x013c, 0x02bc, 0x8298, 0x83bb, 0x8649, 0x8769, 0x8825,
]);
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];
/** What tells of the camera is blanked in its place: nothing in the file moves. @throws RangeError for what is no TIFF after all */
function tiff(bytes: Buffer): Buffer {
  const out = Buffer.from(bytes);
  const little = out.subarray(0, 2).toString('latin1') === 'II';
  const u16 = (at: number) => (little ? out.readUInt16LE(at) : out.readUInt16BE(at));
  const u32 = (at: number) => (little ? out.readUInt32LE(at) : out.readUInt32BE(at));
  const seen = new Set<number>();
  const blankDirectory = (at: number) => {
    for (let i = 0, n = u16(at); i < n; i++) blankEntry(at + 2 + 12 * i);
    out.fill(0, at, at + 2);
  };
  const blankEntry = (entry: number) => {
    const length = (SIZES[u16(entry + 2)] ?? 1) * u32(entry + 4);
    if (length > 4) out.fill(0, u32(entry + 8), u32(entry + 8) + length);
    out.fill(0, entry + 8, entry + 12);
  };
  for (let at = u32(4); at !== 0 && !seen.has(at); ) {
    seen.add(at);
    const entries = u16(at);
    for (let i = 0; i < entries; i++) {
      const entry = at + 2 + 12 * i;
      const tag = u16(entry);
      if (!TELLING.has(tag)) continue;
      const isDirectory = tag === 0x8769 || tag === 0x8825;
      if (isDirectory) blankDirectory(u32(entry + 8));
      blankEntry(entry);
    }
    at = u32(at + 2 + 12 * entries);
  }
  return out;
}
