// An open desk is told that something changed, and asks what; nothing on it asks by itself meanwhile.
// While it is told, that is at most each fifteen seconds; otherwise at its own pace, as htmx does without this.
import { listen } from '../small/small.js';

const CALM = 14e3;
const SILENCE = 20e3;

/** One stream for all tabs: browsers hold few lines to one server. @type {Behaviour} */
export function live(_main, { clock }) {
  const tabs = new BroadcastChannel('live');
  const asked = new WeakMap();
  let heard = 0;
  let source;
  let free;
  let stopped;

  function hear(what) {
    heard = clock.now();
    if (what === 'desk') document.body.dispatchEvent(new Event('live'));
  }
  function pass({ type }) {
    tabs.postMessage(type);
    hear(type);
  }
  function open() {
    source = new EventSource('/live');
    listen([source, 'desk', pass], [source, 'beat', pass], [source, 'error', () => {
      if (source.readyState === 2) clock.after(CALM, () => stopped || open()); // refused: a stream that broke begins again by itself
    }]);
  }

  tabs.onmessage = ({ data }) => (data ? hear(data) : source && pass({ type: 'desk' }));
  tabs.postMessage('');
  navigator.locks.request('live', () => stopped || new Promise((done) => { free = done; open(); }));
  const off = listen([document, 'htmx:config:request', (event) => {
    const { sourceElement, sourceEvent } = event.detail.ctx;
    if (sourceEvent.type !== 'every') return;
    const now = clock.now();
    if (now - heard < SILENCE && now - asked.get(sourceElement) < CALM) event.preventDefault();
    else asked.set(sourceElement, now);
  }]);
  return () => {
    stopped = true;
    off();
    source?.close();
    tabs.close();
    free?.();
  };
}
