// After the session all but rest and help waits (S-10).

const STAYS = /^\/(sessions|help|hard|breathe|account|sign|sitter|offline)/;

/** @type {RestFirst} */
export function restFirst({ restsFrom, restsUntil, fromPocket }, pathname, now, store) {
  try {
    if (restsUntil && now >= Date.parse(restsFrom)) store.rests = `${restsUntil} ${pathname}`;
    const [until, path] = (store.rests ?? '').split(' ');
    return fromPocket && now < Date.parse(until) && !STAYS.test(pathname) ? path : '';
  } catch {
    return '';
  }
}
