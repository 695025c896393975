// The shapes that pass between the browser modules, for editors and for `tsc --checkJs`. Never loaded by a page.
// Times: `Iso` is UTC text with milliseconds and a Z, `Ms` milliseconds (since 1970, or a length), `Seconds` of any origin.

type Iso = string;
type Ms = number;
type Seconds = number;
/** The opaque, stable tag of the signed-in person; '' for nobody. */
type Tag = string;
type Stop = (...given: any[]) => void;

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

/** Put a record, change some of one, remove one by its key, all whose key begins so, or all whose `at` is before. */
interface Operation {
  /** outbox, kept, drafts, clips, bytes or meta */
  store: string;
  /** `bytes` is an Uint8Array, and kept as it is. */
  put?: { key: string; tag?: Tag; at?: Iso; [field: string]: unknown };
  /** These fields into the record as it is then; where there is none by then, nothing. */
  set?: { key: string; [field: string]: unknown };
  remove?: string;
  under?: string;
  before?: Iso;
}

/** Every call rejects when the phone cannot do it. A write is all or nothing, and done when it resolves. */
interface Keeper {
  get(store: string, key: string): Promise<any>;
  /** Of one person, or of everybody for no tag. */
  all(store: string, tag?: Tag): Promise<any[]>;
  /** By key, from the first to the last; without a last, all that begin like the first. */
  between(store: string, first: string, last?: string): Promise<any[]>;
  write(operations: Operation[]): Promise<void>;
  /** Every row under the newest key; what changes meanwhile stays as it is then. */
  reseal(): Promise<void>;
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
  /** The group that must not be refused before this goes: the entry of a recording. */
  after?: string;
  /** The recording or picture that this announces or is a piece of, and which piece, from 0. */
  media?: string;
  piece?: number;
  /** What a piece is sent as, and its bytes, which are put in at the last moment. */
  type?: string;
  bytes?: Uint8Array<ArrayBuffer>;
}

interface Item extends Entry {
  tag: Tag;
  written: Iso;
  at: Iso;
  /** Place in line: rises with every item, whatever the phone's clock does. */
  order: number;
  tries: number;
  /** `sent` is a piece at the clinic whose others are still on their way. */
  state: 'waiting' | 'refused' | 'sent';
  epoch?: string;
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
  state: 'waiting' | 'refused' | 'sent' | 'kept';
  then?: string;
}

interface Outbox {
  /** `parts` follow the entry, in the same transaction. */
  add(entry: Entry, alongside?: Operation[], parts?: Entry[]): Promise<void>;
  /** What takes along to a new entry that which was recorded for the old one. */
  follow(old: string | undefined, now: string): Promise<Operation[]>;
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
  /** The form's data-draft; absent on those from before tabs were told apart. */
  form?: string;
  /** Name of the lock that its tab holds for as long as it lives. */
  life?: string;
  /** Address of its page. */
  from?: string;
}

/** What says whether a tab still lives. */
interface Life {
  id: string;
  name: string;
  /** Resolves once the lock is held. */
  begin(): Promise<unknown>;
  /** Names of the locks that are held, of all tabs. */
  living(): Promise<Set<string | undefined>>;
  alone<T>(work: () => Promise<T>): Promise<T>;
}

/** A recording or picture that is not kept with an entry yet. Its bytes lie in the store `bytes`, in `rows` rows. */
interface Clip {
  key: string;
  tag: Tag;
  at: Iso;
  kind: 'voice' | 'picture';
  type: string;
  /** The data-draft of the form it was made on. */
  form: string;
  life: string;
  seconds: number;
  rows: number;
  /** What it is, in words. */
  label?: string;
  /** begun, or made */
  state: string;
}

interface Clips {
  begin(kind: string, type: string): Promise<Clip>;
  append(clip: Clip, bytes: Uint8Array, seconds: Seconds): Promise<void>;
  keep(id: string): Promise<Clip | undefined>;
  remove(id: string): Promise<void>;
  read(clip: Clip): Promise<Blob | undefined>;
  of(ids: string[]): Promise<Clip[]>;
  strays(): Promise<Clip[]>;
  /** What sends them after the entry, and what takes them out of here in the same transaction. */
  pack(ids: string[], entry: string, path?: string): Promise<Packed>;
}
interface Packed { parts: any[]; alongside: Operation[] }
interface Medium { kind: string; label: string; blob?: Blob; data?: string }

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
 *   [data-draft-status] inside says that typing is kept, and what other tabs left is offered after it.
 * - live: the main part of a desk; elements in it ask with hx-trigger "every …, live from:body".
 * - lock, unlock: forms of accounts/lock.html and accounts/locked.html; [data-said] are the lines that may be said, [data-hide] hides.
 * - mark: a sharing form; [data-body] is the letter's text, [data-whole] what goes when only a passage is shared,
 *   [data-take] the button that takes the marked words into [name=passage].
 * - new-version, offline-line: lines that start hidden; a button inside the first; [data-said] inside the second
 *   tells how old a page from the pocket is.
 * - outbox: a form with a [role=status]; data-kind, -label, -group, -then (path to go on to), -stay ('' stays, 'clear' also
 *   empties it); [data-rescue] marks a button to show when the phone cannot keep the words.
 * - pacer: a section; data-pattern, -in, -top, -hold, -out, -rest (Seconds), -rounds, -minutes, -fade-minutes; data-voice="no"
 *   keeps the spoken voice away. The body's data-calm-hours says how long from now no held breath is offered.
 * - preview: data-source is a selector of the field that `.letter .said` mirrors, as plain text.
 * - record: a section in a form with a hidden field `media`; its parts are named in journal/_record.html.
 * - sign-out: a form; [data-waiting-warning] inside holds a submit button of its own.
 * - waiting: rows go into [data-list], else into the element; hidden at none.
 * - waits: /journal/waiting; its parts are named in the template.
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
  /** Under what name drafts of staff are kept; nothing for everybody else. */
  desk?: Tag;
  fetch: typeof fetch;
  go(path: string): void;
  life: Life;
  lock: Lock;
  outbox: Outbox;
  registered: Promise<ServiceWorkerRegistration | undefined>;
  /** What was sent from here has been found to be taken, or not. */
  settled: Promise<void>;
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
type Make = (name: string, className: string, ...children: (Node | string)[]) => any;
/** In the page's language; date and time, or what is asked for. */
type When = (time: Iso, how?: Intl.DateTimeFormatOptions) => string;
type WordsFrom = (source?: ParentNode) => Tools['word'];

/** What AES-GCM made of some bytes. */
interface SealedBytes { iv: Uint8Array; data: ArrayBuffer | Uint8Array }
type LockWith = (key: CryptoKey, bytes: Uint8Array) => Promise<SealedBytes>;
/** Rejects what was altered, or sealed with another key. */
type OpenWith = (key: CryptoKey, sealed: SealedBytes) => Promise<Uint8Array>;
/** `save` keeps a new key and answers those that stand: another tab may have been first. `open` rejects what was altered. */
type CreateSeal = (load: () => Promise<CryptoKey[]>, save: (made: CryptoKey) => Promise<CryptoKey[]>) =>
  { seal(record: any): Promise<object>; open(box: any): Promise<any>; renew(box: any): Promise<object | undefined> };
/** `unlocked` answers the key of a lock that is on and open, if this person's words are under it; rejects while it is closed. */
type OpenDatabase = (world: {
  factory: () => IDBFactory; clock: Clock; unlocked?: (lock?: LockRow) => Promise<CryptoKey | undefined>;
}) => Keeper;

/** In the store `meta`. `escrow` is the key as the clinic sealed it; `sealing` until all that was kept before is under the key. */
interface LockRow {
  key: 'lock'; tag: Tag; escrow: ArrayBuffer; minutes?: number; pin?: SealedBytes & { salt: Uint8Array }; tries?: number; tried?: Ms;
  sealing?: boolean; wiped?: boolean; device?: DeviceWrap;
}
/** The key under a secret of this device: which credential gives it out, what it is asked, and its name as browsers say it. */
type DeviceWrap = SealedBytes & { id: ArrayBuffer; name: string; salt: Uint8Array };
type Credentials = Pick<CredentialsContainer, 'create' | 'get'>;
interface Lock {
  /** Closes it on every page at once. */
  hide(): Promise<void>;
  forget(): void;
  key(): CryptoKey | undefined;
  /** The key was just opened here. */
  hold(key: CryptoKey): void;
  unlocked(lock?: LockRow): Promise<CryptoKey | undefined>;
  begin(storage: Keeper): Promise<LockRow | undefined | void>;
}
type CreateLock = (world: { tag: Tag; clock: Clock; caches: CacheStorage; channel: BroadcastChannel }) => Lock;
type AsKey = (raw: BufferSource) => Promise<CryptoKey>;
type ForPin = (raw: Uint8Array, pin: string) => Promise<LockRow['pin']>;
/** Whole minutes, or nothing to wait for at 0 and below. */
type WaitFor = (lock: { tries: number; tried: Ms }, now: Ms) => number;
/** The key's bytes, or what to say and its number. */
type TryPin = (pin: string, world: { storage: Keeper; clock: Pick<Clock, 'now'>; locks?: Pick<LockManager, 'request'> }) =>
  Promise<{ raw?: Uint8Array; said?: 'wrong' | 'wait'; n?: number }>;
type DeviceCan = (kind?: any) => Promise<boolean | undefined>;
type ForDevice = (raw: Uint8Array, name: string, credentials?: Credentials) => Promise<DeviceWrap | null | undefined | void>;
type ForgetDevice = (device: { name: string }) => void;
type TryDevice = (world: { storage: Keeper; locks?: Pick<LockManager, 'request'>; credentials?: Credentials }) => Promise<Uint8Array>;
type Empty = (storage: Keeper) => Promise<void>;
type HandOver = (world: Pick<Tools, 'storage' | 'caches' | 'deliver' | 'fetch'>) => Promise<boolean>;
type Recover = (lock: LockRow, world: Pick<Tools, 'storage' | 'fetch'>) => Promise<boolean>;
type SwitchOff = (storage: Keeper, key: CryptoKey) => Promise<void>;
/** Of the lines with data-said in a place, shows the one of that name. */
type Saying = (place: any) => (said: string, n?: number | '') => void;

/** `changed` is called after every change; `deliver` never rejects. */
type CreateOutbox = (world: {
  storage: Keeper; deliver: (item: Item) => Promise<Answer>; locks: Pick<LockManager, 'request'>; clock: Pick<Clock, 'now'>;
  tag: Tag; changed: () => void;
}) => Outbox;
/** `readAlert` finds the text of the page's [role=alert]. */
type CreateDeliver = (world: { fetch: typeof fetch; readAlert: (html: string) => string }) => Tools['deliver'];
type TracesOf = (item: Partial<Item>, storage: Keeper, tag: Tag) => Promise<Operation[]>;
type CreateLife = (world: { locks: Pick<LockManager, 'request' | 'query'>; id: string }) => Life;
type SplitBytes = (bytes: Uint8Array) => Uint8Array[];
type JoinBytes = (rows: { bytes?: Uint8Array }[]) => Uint8Array<ArrayBuffer> | undefined;
/** One second, doubling to five minutes, a quarter either way; failures in a row count from 1, random is 0 to 1. */
type Backoff = (failures: number, random: () => number) => Ms;
/** Sends when asked, one round after the other; while that fails, again by itself without end. */
type CreateSender = (outbox: Pick<Outbox, 'flush'>, world: {
  clock: Pick<Clock, 'after'>; random?: () => number;
  /** How a round ended: as `flush` says, or 'cannot-read' when the phone's store failed. */
  onState: (state: string) => void;
}) => () => Promise<string>;

interface Form { elements: Iterable<any>; dataset: DOMStringMap }
type ReadFields = (form: Pick<Form, 'elements'>, hidden?: string[]) => [string, string][];
/** `join` is for a textarea that holds text already; `hidden` names the hidden fields to fill too. */
type FillFields = (form: Pick<Form, 'elements'>, pairs: Iterable<[string, string]>,
  how?: { join?: (old: string, now: string, field?: any) => string; hidden?: string[] }) => void;
type FieldOf = (form: Pick<Form, 'elements'>, name: string) => any;
/** Fills the empty hidden fields of these names; answers how to empty them again. */
type FillBlank = (form: Pick<Form, 'elements'>, made: Record<string, string>) => Stop;
/** What a form brings along, for the entry of this id. */
type Carry = (form: object, pack: (entry: string) => Promise<Packed>) => void;

interface Drafting {
  /** Its key in the storage. */
  name: string;
  /** Keeps at once what has changed: the page may be about to go. */
  save(): Promise<unknown>;
  touched(): void;
  unsaved(): boolean;
  /** Words of a tab that ended become this draft's, in one transaction. */
  take(orphan: Draft): Promise<unknown>;
  /**
   * Hands over what ended tabs left, the newest first; nothing is saved before that. The one that `back` answers with is
   * this draft's from now on; resolves with the others.
   */
  find(back: (found: Draft[]) => Draft | undefined): Promise<Draft[]>;
  /** Finds, brings back and offers. Made by the behaviour. */
  look?(): Promise<void>;
  /** Stops saving; the operation removes the draft, in the outbox's own transaction. */
  release(): Promise<Operation>;
}
type CreateDraft = (world: {
  storage: Keeper; clock: Clock; tag: Tag; key: string; life: Life; from: string; read: () => [string, string][];
  show: (word: 'kept-typing' | 'cannot-keep') => void;
}) => Drafting;
type DeskOf = (tag: Tag) => Tag;
/** `owner` is whoever was signed in here last, and did not sign out. */
type TidyDesk = (world: { storage: Keeper; clock: Clock; tag: Tag; owner: Tag }) => Promise<void>;
/** Before a form of the desk goes: the key of its draft. */
type NoteSent = (name: string) => void;
type SettleSent = (world: { storage: Keeper; tag: Tag }, led?: { redirectCount: number; responseStatus?: number }) => Promise<void>;
type SayBefore = (line: any, word: Tools['word'], drop: () => unknown) => void;
type DraftOf = (form: object) => Drafting | undefined;
type SetDraft = (form: object, draft: Drafting) => void;
/** Both texts; only one where it goes on from the other. */
type Joined = (old: string, now: string) => string;
/** Fills the form where the page came without words, or with older ones; answers whether it did. */
type Restore = (form: Form, draft?: Partial<Draft>, over?: boolean) => boolean;
type BringIn = (form: Form, draft: Pick<Draft, 'fields'>) => void;
type FirstWords = (form: Pick<Form, 'elements'>, draft: Pick<Draft, 'fields'>) => string;
type HasWords = (form: Pick<Form, 'elements'>, draft: Pick<Draft, 'fields'>) => boolean;
/** Lists them after `line`, each with a button that brings its words in. */
type Offer = (world: { form: any; line?: any; word: Tools['word']; found: Draft[]; take: (one: Draft) => Promise<unknown> }) => void;
type Things = (items: Item[]) => Item[];
type WordsIn = (fields: Iterable<[string, string]>) => string;
type MendAt = (item: Partial<Item>) => string;
type RowOf = (item: Item, word: Tools['word'], ...more: Node[]) => any;
type Typing = (forms: Iterable<any>) => boolean;
type NewestSince = (kept: { at: string }[], opened: number, now: number) => string | undefined;
type Once = (work: (...given: any[]) => Promise<unknown>) => (...given: any[]) => Promise<void>;

/** Deletes every pocket but that of `except`. */
type WipePocket = (caches: CacheStorage, except?: Tag) => Promise<void>;
/**
 * Leaves a page of the last minute as it is, save the one that is `open`: that may just have changed. Where the list is the
 * `whole` one (Today's), a page that is not on it leaves; <meta name=pocket data-also> only adds to it.
 * Rejects without a network; empties the pocket when the login is over.
 */
type FillPocket = (world: Pick<Tools, 'caches' | 'fetch' | 'clock' | 'tag'> & { paths: string[]; open: string; name?: string; whole?: boolean; key?: CryptoKey }) => Promise<void>;
/** Every page of the pocket under `key`; without one, in the clear again. */
type SealPocket = (caches: CacheStorage, key?: CryptoKey, old?: CryptoKey) => Promise<void>;
/** Whether a page with this body data may fill the pocket; wipes what must not stay, other people's first. */
type MayFill = (caches: CacheStorage, page: DOMStringMap) => Promise<boolean>;
type Remember = (tag: Tag) => void;
/** Whose words may be shown: of who is signed in, else of whose login ended by itself; '' for nobody's. */
type OwnerOf = (tag: Tag) => Tag;
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

// ---- Beside the words

/** Minutes and seconds, as on a clock. */
type ClockText = (seconds: Seconds) => string;
type BlobOf = (storage: Keeper, id: string, type: string) => Promise<Blob | undefined>;
type CreateClips = (world: {
  storage: Keeper; clock: Pick<Clock, 'now'>; tag: Tag; life: Life; form: string; from: string; word: Tools['word'];
}) => Clips;
/** `changed` hears recording, rec-paused, interrupted, minute-left, ten-minutes, no-room and, with the clip, finished. */
type CreateRecorder = (world: {
  Recorder: any; microphone: () => Promise<any>; clips: Pick<Clips, 'begin' | 'append'>; clock: Pick<Clock, 'now'>;
  changed: (what: string, clip?: Clip) => unknown;
}) => {
  state(): string;
  seconds(): Seconds;
  pause(why?: string): void;
  start(): Promise<string>;
  resume(): void;
  flush(): void;
  finish(): Promise<void>;
};
type CreateVoice = (world: {
  find: (name: string) => any; clips: Clips; clock: Clock; word: Tools['word']; say: (text: string) => void;
  take: (id: string) => Promise<unknown>; full: () => boolean;
}) => { finish(): Promise<void>; stop: Stop };
type Player = (kind: string, blob: Blob, label: string) => any;
type Press = (text: string, act: (button: any) => unknown, className?: string) => any;
type TwicePressed = (first: string, second: string, act: () => unknown) => any;
type ClipRow = (clip: Clip, world: {
  clips: Clips; word: Tools['word']; mine: boolean; take: (id: string) => unknown; drop: (id: string) => unknown;
}) => Promise<any>;
type Fitted = (width: number, height: number, longest?: number) => [number, number];
type DrawPicture = (image: any, width: number, height: number) => Promise<Blob | null>;
type DecodePicture = (file: Blob) => Promise<any>;
type ToJpeg = (canvas: HTMLCanvasElement) => Promise<Blob | null>;
/** A JPEG, or a PDF where papers are asked for, or the sentence for what is wrong. */
type EncodePicture = (file: File, how: { decode: DecodePicture; draw: DrawPicture; word: Tools['word']; papers?: boolean }) =>
  Promise<{ blob?: Blob; wrong?: string }>;
type Point = number[];
type CreateSheet = () => {
  begin(ink: string, point: Point): void;
  go(point: Point): void;
  undo(): void;
  clear(): void;
  strokes(): { ink: string; points: Point[] }[];
};
/** `keep` answers whether the drawing is kept. */
type WakeDrawing = (box: any, world: { keep: (blob: Blob) => Promise<boolean>; close: () => void }) => Stop;
type MarkedIn = (body: Node, selection: Selection | null) => string;
type MediaText = (medium: Medium) => string;
interface Told { time: string; label?: string; words?: string; said?: string; media: Medium[] }
type FileText = (file: { title: string; lead: string; lang: string; things: Told[] }) => string;
type SaveCopy = (all: any[], page: Document) => Promise<void>;

// ---- Intake
/** A row of the list, its name as shown, and how far what was typed is from it. */
type Found = [row: number, shown: string, far: number];
/** As web/static/data/medicines.json holds it: names are [row, as shown, as compared]. */
type MedicineNames = { rows: string[]; names: [number, string, string][]; noise: string[] };
type NewestOf = (items: { path: string; body: string; written: Iso; order: number }[], path: string, since?: Iso) => { body: string } | undefined;
type PlainName = (text: string) => string;
type Distance = (a: string, b: string) => number;
type Suggest = (typed: string, list: MedicineNames) => Found[];
type PathOf = (strokes: Point[][]) => string;
type Pen = (element: Element, width: number, height: number, how: { begin(point: Point): void; go(point: Point): void }) => () => void;
