// A small sheet to draw on with one finger: four inks, and one step back as often as one likes.
import { listen } from '../small/small.js';
import { toJpeg } from './pictures.js';

const INKS = { dark: '#1c2b30', blue: '#1d6f93', red: '#a8452f', green: '#3f6f4a' };

/** Strokes as lists of points in the sheet's own measure. @type {CreateSheet} */
export function createSheet() {
  let strokes = [];
  return {
    begin(ink, point) { strokes.push({ ink, points: [point] }); },
    go(point) { strokes.at(-1)?.points.push(point); },
    undo() { strokes.pop(); },
    clear() { strokes = []; },
    strokes: () => strokes,
  };
}

function paint(canvas, strokes) {
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  Object.assign(pen, { lineWidth: 6, lineCap: 'round', lineJoin: 'round' });
  for (const { ink, points } of strokes) {
    pen.strokeStyle = INKS[ink];
    pen.beginPath();
    pen.moveTo(...points[0]);
    for (const point of points) pen.lineTo(...point);
    pen.lineTo(...points.at(-1)); // a single touch is a dot
    pen.stroke();
  }
}

/** @type {WakeDrawing} */
export function drawing(box, { keep, close }) {
  const canvas = box.querySelector('canvas');
  const undo = box.querySelector('[data-undo]');
  const inks = [...box.querySelectorAll('[data-ink]')];
  const sheet = createSheet();
  let ink = 'dark';
  let finger = null;
  const show = () => {
    paint(canvas, sheet.strokes());
    undo.disabled = !sheet.strokes().length;
  };
  const place = ({ clientX, clientY }) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return [(clientX - left) * (canvas.width / width), (clientY - top) * (canvas.height / height)];
  };
  function choose({ currentTarget }) {
    ink = currentTarget.dataset.ink;
    for (const one of inks) one.ariaPressed = String(one === currentTarget);
  }
  function end() {
    sheet.clear();
    show();
    close();
  }
  show();
  return listen(
    [canvas, 'pointerdown', (event) => {
      if (finger !== null) return; // a second finger is a hand at rest
      finger = event.pointerId;
      canvas.setPointerCapture(finger);
      sheet.begin(ink, place(event));
      show();
    }],
    [canvas, 'pointermove', (event) => {
      if (event.pointerId !== finger) return;
      sheet.go(place(event));
      show();
    }],
    ...['pointerup', 'pointercancel'].map((name) => [canvas, name, ({ pointerId }) => { if (pointerId === finger) finger = null; }]),
    ...inks.map((one) => [one, 'click', choose]),
    [undo, 'click', () => {
      sheet.undo();
      show();
    }],
    [box.querySelector('[data-keep-drawing]'), 'click', async () => {
      if (!sheet.strokes().length) return end();
      if (await keep(await toJpeg(canvas))) end();
    }],
    [box.querySelector('[data-close-drawing]'), 'click', end],
  );
}
