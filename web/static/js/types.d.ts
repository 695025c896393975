// The shapes that pass between the browser modules, for editors and for `tsc --checkJs`. Never loaded by a page.
// Times: `Iso` is UTC text with milliseconds and a Z, `Ms` milliseconds (since 1970, or a length), `Seconds` of any origin.

type Iso = string;
type Ms = number;
type Seconds = number;
/** The opaque, stable tag of the signed-in person; '' for nobody. */
type Tag = string;
type Stop = () => void;

// What browsers have and TypeScript does not know of, and what a form's fields are found by.
interface Navigator { audioSession?: { type: string } }
interface Element extends Partial<Pick<HTMLInputElement, 'dataset' | 'value' | 'checked' | 'disabled' | 'hidden' | 'focus'>> {
  content?: any;
  style?: CSSStyleDeclaration;
}

interface Clock {
  now(): Ms;
  /** Calls act once; answers how to call it off. */
  after(wait: Ms, act: () => unknown): Stop;
}

// ---- Kept on this phone

/** Put a record, remove one by its key, or remove all whose `at` is before. */
interface Operation {
  /** outbox, kept, drafts or meta */
  store: string;
  put?: { key: string; tag?: Tag; at?: Iso; [field: string]: unknown };
  remove?: string;
  before?: Iso;
}

/** Every call rejects when the phone cannot do it. A write is all or nothing, and done when it resolves. */
interface Keeper {
  get(store: string, key: string): Promise<any>;
  /** Of one person, or of everybody for no tag. */
  all(store: string, tag?: Tag): Promise<any[]>;
  write(operations: Operation[]): Promise<void>;
}

interface Entry {
  /** UUIDv7 of this write. */
  key: string;
  /** Where it goes: path and query on this server. */
  path: string;
  /** The form's fields, urlencoded. */
  body: string;
  kind: string;
  label: string;
  /** What later items depend on, for example an entry's id; '' for nothing. */
  group: string;
  /** Path of the page it was written on. */
  from: string;
  /** The place in line of a refused item that it takes; none for the end of the line. */
  order?: number;
}

interface Item extends Entry {
  tag: Tag;
  written: Iso;
  at: Iso;
  /** Place in line: rises with every item, whatever the phone's clock does. */
  order: number;
  tries: number;
  state: 'waiting' | 'refused';
  /** HTTP status of the last refusal; 0 for none. */
  status: number;
  /** Text of the refusal. */
  message: string;
}

interface Answer {
  kind: 'kept' | 'refused' | 'sign-in' | 'later';
  status?: number;
  message?: string;
  /** Path the server wants to go on to, or ''. */
  then?: string;
  /** Names the life of the server's data; another one means that it came back from a backup. */
  epoch?: string;
  /** Whether the words are kept on this phone; then its own key, place in line and path are here as well. */
  safe?: boolean;
  key?: string;
  order?: number;
  path?: string;
}

interface Outcome extends Partial<Omit<Item, 'state'>> {
  state: 'waiting' | 'refused' | 'kept';
  then?: string;
}

interface Outbox {
  add(entry: Entry, alongside?: Operation[]): Promise<void>;
  waiting(): Promise<Item[]>;
  flush(): Promise<'done' | 'later' | 'sign-in'>;
  notice(epoch?: string): Promise<unknown>;
  outcome(key: string): Promise<Outcome>;
}

interface Draft {
  key: string;
  tag: Tag;
  at: Iso;
  fields: [string, string][];
}

// ---- Breathing

/**
 * How long in, hold, out and rest take; all 0 for a free breath. `top` is a second, shorter in-breath on top of the first.
 * `rounds` and `minutes` are when this pattern lets go by itself; 0 for no such end.
 */
type Pattern = Record<string, number>;

/** `starts` and `until` count from the start of the breath, `cycle` from 0; `progress` is 0 to below 1. */
interface Step {
  /** in, hold, out or rest */
  phase: string;
  cycle: number;
  starts: Seconds;
  until: Seconds;
  progress: number;
  /** The share of the phase after which the top-up begins; 1 where there is none. */
  top: number;
}

interface Sound {
  /** Drops what was set ahead and fades. */
  quiet(fade: Seconds): void;
  /** To be called in the touch itself; answers whether it sounds. */
  open(): Promise<boolean>;
  /** On the audio clock: what is heard now. */
  now(): Seconds;
  /** `loudness` or `tone`, from 0 to 1. */
  level(name: string, value: number): void;
  /** `at` is when the step starts, on the audio clock. */
  schedule(step: Step, at: Seconds): void;
  /** Answers whether it sounds. */
  resume(): Promise<boolean>;
  close(): Promise<void> | undefined;
}

interface View {
  phase(step: Step, left: Seconds): void;
  paused(): void;
  free(): void;
  faded(): void;
  stopped(): void;
}

// ---- Behaviours: (element, tools) => stop

/**
 * By data-behaviour:
 * - copy: a button; data-copy holds the text, or data-source a selector of the field to copy.
 * - draft: a form; data-draft is the draft's key, data-saved-at (Iso) the time of the text the page came with;
 *   [data-draft-status] inside says that typing is kept.
 * - new-version, offline-line: lines that start hidden; a button inside the first; [data-said] inside the second
 *   tells how old a page from the pocket is.
 * - outbox: a form with a [role=status]; data-kind, -label, -group, -then (path to go on to), -stay ('' stays, 'clear' also
 *   empties it); [data-rescue] marks a button to show when the phone cannot keep the words.
 * - pacer: a section; data-pattern, -in, -top, -hold, -out, -rest (Seconds), -rounds, -minutes, -fade-minutes; data-voice="no"
 *   keeps the spoken voice away. The body's data-calm-hours says how long from now no held breath is offered.
 * - preview: data-source is a selector of the field that `.letter .said` mirrors, as plain text.
 * - sign-out: a form; [data-waiting-warning] inside holds a submit button of its own.
 * - waiting: rows go into [data-list], else into the element; hidden at none.
 * - waiting-count: [data-text] says how many; [data-sign-in] shows when sending needs it; hidden at none.
 * - zone: an empty hidden field that learns this phone's IANA time zone.
 */
type Behaviour = (element: any, tools: Tools) => Stop | void | Promise<Stop | void>;

interface Tools {
  /** Key of the item a person wants to open again, from the address. */
  again: string | null;
  caches: CacheStorage;
  clock: Clock;
  deliver(item: Entry & { tag: Tag }): Promise<Answer>;
  fetch: typeof fetch;
  go(path: string): void;
  outbox: Outbox;
  registered: Promise<ServiceWorkerRegistration | undefined>;
  /** Sends what waits; answers how that ended, or nothing when it takes longer than a page should wait. */
  soon(): Promise<string | void>;
  storage: Keeper;
  tag: Tag;
  /** Tells this tab and the others that something kept here has changed. */
  tell(state?: string): void;
  word(key: string, values?: Record<string, any>): string;
}

// ---- The functions

/** Each is [target, event's name, (event) => unknown]. */
type Listen = (...heard: any[][]) => Stop;
type MakeId = (now: Ms) => string;
type WordsFrom = (source?: ParentNode) => Tools['word'];

/** `save` keeps a new key and answers the one that stands: another tab may have been first. `open` rejects what was altered. */
type CreateSeal = (load: () => Promise<CryptoKey | undefined>, save: (made: CryptoKey) => Promise<CryptoKey>) =>
  { seal(record: object): Promise<object>; open(box: any): Promise<any> };
type OpenDatabase = (world: { factory: () => IDBFactory; clock: Clock }) => Keeper;

/** `changed` is called after every change; `deliver` never rejects. */
type CreateOutbox = (world: {
  storage: Keeper; deliver: (item: Item) => Promise<Answer>; locks: Pick<LockManager, 'request'>; clock: Pick<Clock, 'now'>;
  tag: Tag; changed: () => void;
}) => Outbox;
/** `readAlert` finds the text of the page's [role=alert]. */
type CreateDeliver = (world: { fetch: typeof fetch; readAlert: (html: string) => string }) => Tools['deliver'];
/** One second, doubling to five minutes, a quarter either way; failures in a row count from 1, random is 0 to 1. */
type Backoff = (failures: number, random: () => number) => Ms;
/** Sends when asked, one round after the other; while that fails, again by itself without end. */
type CreateSender = (outbox: Pick<Outbox, 'flush'>, world: {
  clock: Pick<Clock, 'after'>; random?: () => number;
  /** How a round ended: as `flush` says, or 'cannot-read' when the phone's store failed. */
  onState: (state: string) => void;
}) => () => Promise<string>;

interface Form { elements: Iterable<any>; dataset: DOMStringMap }
type ReadFields = (form: Pick<Form, 'elements'>) => [string, string][];
/** `join` is for a textarea that holds text already; `hidden` names the hidden fields to fill too. */
type FillFields = (form: Pick<Form, 'elements'>, pairs: Iterable<[string, string]>,
  how?: { join?: (old: string, now: string) => string; hidden?: string[] }) => void;

interface Drafting {
  /** Keeps at once what has changed: the page may be about to go. */
  save(): Promise<unknown>;
  touched(): void;
  unsaved(): boolean;
  /** Hands over what was kept earlier; nothing is saved before that. */
  find(back: (draft?: Draft) => void): Promise<unknown>;
  /** Stops saving; the operation removes the draft, in the outbox's own transaction. */
  release(): Promise<Operation>;
}
type CreateDraft = (world: {
  storage: Keeper; clock: Clock; tag: Tag; key: string; read: () => [string, string][];
  show: (word: 'kept-typing' | 'cannot-keep') => void;
}) => Drafting;
type DraftOf = (form: object) => Drafting | undefined;
/** Both texts; only one where it goes on from the other. */
type Joined = (old: string, now: string) => string;
/** Fills the form where the page came without words, or with older ones; answers whether it did. */
type Restore = (form: Form, draft?: Draft) => boolean;

/** Deletes every pocket but that of `except`. */
type WipePocket = (caches: CacheStorage, except?: Tag) => Promise<void>;
/**
 * Leaves a page of the last minute as it is, save the one that is `open`: that may just have changed.
 * Rejects without a network; empties the pocket when the login is over.
 */
type FillPocket = (world: Pick<Tools, 'caches' | 'fetch' | 'clock' | 'tag'> & { paths: string[]; open: string }) => Promise<void>;
/** Whether a page with this body data may fill the pocket; wipes what must not stay, other people's first. */
type MayFill = (caches: CacheStorage, page: DOMStringMap) => Promise<boolean>;
/** Posts the sign-out; answers where to go. */
type Leave = (world: Pick<Tools, 'caches' | 'fetch'> & { action: string }) => Promise<string>;

type CycleLength = (pattern: Pattern) => Seconds;
/** When it lets go: the soonest of the given time, the pattern's own minutes and its rounds. */
type LimitOf = (pattern: Pattern, fade: Seconds) => Seconds;
/** `seconds` since the start, not negative; null for a free breath. */
type PhaseAt = (pattern: Pattern, seconds: Seconds) => Step | null;
/** The steps that start in [from, to). */
type Boundaries = (pattern: Pattern, from: Seconds, to: Seconds) => Step[];
type CreateTimeline = (now: () => Seconds) => {
  elapsed(): Seconds;
  /** The moment `seconds` since the start, on the clock in use. */
  at(seconds: Seconds): Seconds;
  pause(): void;
  /** Goes on from where it was, by another clock if given. */
  resume(clock?: () => Seconds): void;
};
type PatternOf = (data: DOMStringMap) => Pattern;
type CreatePacing = (world: { now: () => Seconds; after: Clock['after']; sound: Sound; view: View }) => {
  running(): boolean;
  /** `limit` is when it lets go by itself. */
  start(pattern: Pattern, how: { wants: boolean; limit: Seconds }): Promise<void>;
  stop(): void;
  /** In the middle of a breath; on needs a touch. */
  setSound(wants: boolean): Promise<void> | undefined;
  /** The phone took the sound away, or gave it back. */
  sounding(yes: boolean): void;
  hidden(): void;
  visible(): Promise<void>;
};
type CreateScreen = (world: { wakeLock?: WakeLock; after: Clock['after'] }) =>
  { hold(): Promise<void>; again(): Promise<void>; release(): void };
type CreateSound = (world: {
  Context: typeof AudioContext; session?: { type: string }; changed?: (running: boolean) => void;
}) => Sound;
/** What this phone remembers of the breath; with a value, it remembers that from now on. */
type Memory = (name: string, value?: string | boolean) => string | undefined;
interface Settings { on(name: string): boolean; loudness(): number; stop: Stop }
type CreateSettings = (world: { body: HTMLElement; changed: (name: string) => void }) => Settings;
type CreateCues = (element: HTMLElement, settings: Pick<Settings, 'on' | 'loudness'>) =>
  { phase: View['phase']; freeze(): void; clear(): void };
type CreateChoice = (world: { body: HTMLElement; element: HTMLElement; now: () => Ms }) => {
  /** Shows what may be chosen now, and chooses something else where the chosen breath may not. */
  offer(): void;
  data(): DOMStringMap;
  lock(yes: boolean): void;
  stop: Stop;
};
type CalmUntil = () => Ms;
type KeepCalm = (hours: number, now: Ms) => void;

// ---- The day at home, and the sitter

/** What stands between the patient and the button, with what this phone has written and the page cannot know. */
type MissingNow = (
  missing: string[],
  items: { kind: string; path: string; body: string; written: Iso; state?: string }[],
  facts: { session: string; limit: number[]; minutes: number; readingAt?: Iso; planned?: Iso },
  now: Ms,
) => Set<string>;
/** Notes that one rests, where the page says so; answers where to go instead of a page kept before, or ''. */
type RestFirst = (
  page: { restsFrom?: Iso; restsUntil?: Iso; fromPocket?: Iso }, pathname: string, now: Ms, store: Record<string, string>,
) => string;
/** The looks among a card's own writings, oldest first, without those that the page shows already. */
type LooksOf = (items: any[], known: string[]) => { id: string; well: boolean; at: Ms }[];
/** When the next look is due, `every` minutes after the latest of dose and looks; 0 when nothing began. */
type DueAt = (dose: Ms, looks: Ms[], every: number) => Ms;
