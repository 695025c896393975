// A small sheet to draw on with one finger.
import { pen } from '../small/pen.js';
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
    pen.lineTo(...points.at(-1));
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
  const show = () => {
    paint(canvas, sheet.strokes());
    undo.disabled = !sheet.strokes().length;
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
  const stop = listen(
    ...inks.map((one) => [one, 'click', choose]),
    [undo, 'click', () => show(sheet.undo())],
    [box.querySelector('[data-keep-drawing]'), 'click', async () => {
      if (!sheet.strokes().length) return end();
      if (await keep(await toJpeg(canvas))) end();
    }],
    [box.querySelector('[data-close-drawing]'), 'click', end],
  );
  const lift = pen(canvas, canvas.width, canvas.height, {
    begin: (point) => show(sheet.begin(ink, point)),
    go: (point) => show(sheet.go(point)),
  });
  return () => stop(lift());
}
