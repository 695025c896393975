// Recordings and pictures as rows of bytes.

/** How long each piece is that goes to the clinic; the last one is what is left. */
export const PIECE = 256 * 1024;

/** @type {SplitBytes} */
export function splitBytes(bytes) {
  const parts = [];
  for (let at = 0; at < bytes.length; at += PIECE) parts.push(bytes.slice(at, at + PIECE));
  return parts;
}

/** Nothing when a row cannot be read: half a recording is not sent as a whole one. @type {JoinBytes} */
export function joinBytes(rows) {
  if (!rows.length || rows.some(({ bytes }) => !bytes)) return undefined;
  const whole = new Uint8Array(rows.reduce((sum, { bytes }) => sum + bytes.length, 0));
  let at = 0;
  for (const { bytes } of rows) {
    whole.set(bytes, at);
    at += bytes.length;
  }
  return whole;
}
