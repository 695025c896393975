// A name drawn with a finger, kept as lines and never as a picture.
import { pen } from '../small/pen.js';

/** Whole points alone, so that it stays short. @type {PathOf} */
export const pathOf = (strokes) => strokes.map((points) => `M${points.map((point) => point.map(Math.round).join(' ')).join('L')}`).join('').slice(0, 2e4);

/** @type {Behaviour} */
export function signature(box) {
  const { width, height } = box.dataset;
  const field = box.querySelector('[name=drawing]');
  const [svg, path] = ['svg', 'path'].map((name) => document.createElementNS('http://www.w3.org/2000/svg', name));
  let strokes = [];
  function show() {
    field.value = pathOf(strokes) || field.value;
    path.setAttribute('d', field.value);
  }
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.append(path);
  box.querySelector('[data-pad]').replaceChildren(svg);
  box.hidden = false;
  box.querySelector('[data-clear]').onclick = () => {
    strokes = [];
    field.value = '';
    show();
  };
  show();
  return pen(svg, width, height, {
    begin: (point) => show(strokes.push([point, point])),
    go: (point) => show(strokes.at(-1).push(point)),
  });
}
