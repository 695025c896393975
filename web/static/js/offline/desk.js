// What staff were typing: this computer's for them alone, until they sign out, and twelve hours at most.
import { make } from '../small/small.js';

const SENT = 'tidemark-sent';
const MARK = 'desk ';
const HOUR = 3600e3;

/** @type {DeskOf} */
export const deskOf = (tag) => MARK + tag;

/** Of whoever signed out, and of anybody but the last one here, nothing stays; with nobody signed in, an hour's. @type {TidyDesk} */
export async function tidyDesk({ storage, clock, tag, owner }) {
  const oldest = new Date(clock.now() - (tag ? 12 : 1) * HOUR).toISOString();
  const gone = ({ key, tag: whose, at }) => key.startsWith(MARK) && (whose !== owner || at < oldest);
  const rows = (await storage.all('drafts')).filter(gone);
  if (rows.length) await storage.write(rows.map(({ key }) => ({ store: 'drafts', remove: key })));
}

/** @type {NoteSent} */
export const noteSent = (name) => { sessionStorage[SENT] = name; };

/** A form that was answered by leading on was taken by the clinic; refused, or without a login, it was not. @type {SettleSent} */
export async function settleSent({ storage, tag }, { redirectCount, responseStatus } = performance.getEntriesByType('navigation')[0]) {
  const name = sessionStorage[SENT];
  delete sessionStorage[SENT];
  if (name && tag && redirectCount && !(responseStatus >= 400)) await storage.write([{ store: 'drafts', remove: name }]);
}

/** @type {SayBefore} */
export function sayBefore(line, word, drop) {
  const button = make('button', 'bare', word('discard'));
  button.type = 'button';
  button.onclick = drop;
  line?.replaceChildren(word('kept-before'), ' ', button);
}
