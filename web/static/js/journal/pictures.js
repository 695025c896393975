// Pictures are made anew: what the camera wrote beside them stays here.

const LONGEST = 2048;
const MOST = 10e6;
const HEIC = /hei[cf]/i;
export const PDF = 'application/pdf';

/** How large it is drawn: the longer side at most LONGEST. @type {Fitted} */
export function fitted(width, height, longest = LONGEST) {
  const less = Math.min(1, longest / Math.max(width, height));
  return [Math.max(1, Math.round(width * less)), Math.max(1, Math.round(height * less))];
}

/** @type {EncodePicture} */
export async function encodePicture(file, { decode, draw, word, papers }) {
  function fit(blob) {
    const size = Math.ceil(blob.size / 1e6);
    return blob.size > MOST ? { wrong: word('too-large', { size }) } : { blob };
  }
  if (papers && /pdf$/i.test(file.type || file.name)) return fit(file.slice(0, file.size, PDF));
  const image = await decode(file).catch(() => undefined);
  if (!image) return { wrong: HEIC.test(`${file.type} ${file.name}`) ? word('heic') : word('no-picture') };
  const blob = await draw(image, ...fitted(image.width, image.height)).catch(() => undefined);
  image.close?.();
  return blob?.type === 'image/jpeg' ? fit(blob) : { wrong: word('no-picture') };
}

/** @type {DrawPicture} */
export function drawOn(image, width, height) {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, height);
  pen.drawImage(image, 0, 0, width, height);
  return toJpeg(canvas);
}

/** @type {ToJpeg} */
export const toJpeg = (canvas) => new Promise((done) => { canvas.toBlob(done, 'image/jpeg', 0.85); });

/** @type {DecodePicture} */
export const decode = (file) => createImageBitmap(file, { imageOrientation: 'from-image' });
