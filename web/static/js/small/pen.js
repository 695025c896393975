// What a finger, a pen or a mouse draws on something, in that thing's own measure.
import { listen } from './small.js';

/** @type {Pen} */
export function pen(element, width, height, { begin, go }) {
  let finger = null;
  const place = ({ clientX, clientY }) => {
    const at = element.getBoundingClientRect();
    return [((clientX - at.left) * width) / at.width, ((clientY - at.top) * height) / at.height];
  };
  const lift = ({ pointerId }) => { if (pointerId === finger) finger = null; };
  return listen(
    [element, 'pointerdown', (event) => {
      if (finger !== null) return; // a second finger is a hand at rest
      finger = event.pointerId;
      element.setPointerCapture(finger);
      begin(place(event));
    }],
    [element, 'pointermove', (event) => event.pointerId === finger && go(place(event))],
    [element, 'pointerup', lift], [element, 'pointercancel', lift],
  );
}
