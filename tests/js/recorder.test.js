// Voice notes: each second is kept as it comes; a call pauses, ten minutes end it, and a full phone says so.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockText, createClips } from '../../web/static/js/journal/clips.js';
import { createRecorder } from '../../web/static/js/journal/recorder.js';
import { createLife } from '../../web/static/js/offline/life.js';
import { fakeClock, fakeLocks, fakeStorage, settled } from './fakes.js';

function phone({ storage = fakeStorage(), locks = fakeLocks(), clock = fakeClock(), supported = ['audio/webm;codecs=opus'], id = 'one' } = {}) {
  const track = { stop() { track.stopped = true; } };
  const stream = { getTracks: () => [track], getAudioTracks: () => [track] };
  let heard;
  class Recorder {
    static isTypeSupported(type) { return supported.includes(type); }

    constructor(_, how) { Object.assign(this, how, { state: 'inactive', how }); heard = this; }

    start(every) { Object.assign(this, { state: 'recording', every }); }

    pause() { this.state = 'paused'; }

    resume() { this.state = 'recording'; }

    requestData() { this.give(1); }

    give(size) { this.ondataavailable({ data: new Blob([new Uint8Array(size)]) }); }

    stop() { this.state = 'inactive'; this.give(3); this.onstop(); }
  }
  const life = createLife({ locks, id });
  const clips = createClips({ storage, clock, tag: 'mara', life, form: 'entry', from: '/', word: (key) => key });
  const said = [];
  const recorder = createRecorder({ Recorder, microphone: async () => stream, clips, clock, changed: (what) => { said.push(what); } });
  async function speak(seconds) {
    for (let i = 0; i < seconds && heard.state === 'recording'; i += 1) {
      clock.set(clock.now() + 1000);
      heard.give(4000);
      await settled();
    }
  }
  const rows = () => storage.rows('bytes').length;
  return { storage, locks, clock, life, clips, recorder, speak, said, rows, track, heard: () => heard, clip: () => storage.rows('clips')[0] };
}

test('each second is on the phone as soon as it is heard', async () => {
  const { recorder, speak, rows, clip, heard } = phone();
  await recorder.start();
  assert.deepEqual([heard().every, heard().how], [1000, { audioBitsPerSecond: 32000, mimeType: 'audio/webm;codecs=opus' }]);
  for (let second = 1; second < 5; second += 1) {
    await speak(1);
    assert.deepEqual([rows(), clip().seconds, clip().state], [second, second, 'begun']);
  }
});

test('a phone records in the form that it can', async () => {
  for (const [supported, type] of [[['audio/mp4'], 'audio/mp4'], [[], undefined]]) {
    const { recorder, heard } = phone({ supported });
    await recorder.start();
    assert.equal(heard().how.mimeType, type);
  }
});

test('what a crashed tab was recording is found again, with its length, and only then', async () => {
  const first = phone();
  await first.recorder.start();
  await first.speak(180);
  const next = phone({ ...first, id: 'two' });
  assert.deepEqual(await next.clips.strays(), [], 'a tab that lives goes on with it');
  first.locks.end(first.life.name);
  const [stray] = await next.clips.strays();
  assert.deepEqual([stray.seconds, clockText(stray.seconds)], [180, '3:00']);
  const mine = await next.clips.keep(stray.key);
  assert.deepEqual([mine.state, mine.life], ['made', next.life.name]);
  assert.deepEqual(await phone({ ...first, id: 'three' }).clips.strays(), [], 'now it is that tab’s');
});

test('a recording that a draft holds comes back with the draft, and is not offered beside it', async () => {
  const first = phone();
  await first.recorder.start();
  await first.speak(2);
  first.locks.end(first.life.name);
  await first.storage.write([{ store: 'drafts', put: { key: 'd', tag: 'mara', fields: [['media', `x ${first.clip().key}`]] } }]);
  assert.deepEqual(await phone({ ...first, id: 'two' }).clips.strays(), []);
});

test('a call pauses it, and nothing of what was said is lost', async () => {
  const { recorder, speak, said, track, rows, clock, clip } = phone();
  await recorder.start();
  await speak(3);
  track.onmute();
  await settled();
  clock.set(clock.now() + 600e3);
  assert.deepEqual([said, recorder.state(), rows()], [['recording', 'interrupted'], 'paused', 4]);
  recorder.resume();
  await speak(2);
  assert.equal(clip().seconds, 5, 'the pause is no part of it');
});

test('a minute before the ten are full it is said, and then it ends by itself with all of it kept', async () => {
  const { recorder, speak, said, clip, track } = phone();
  await recorder.start();
  await speak(539);
  assert.deepEqual(said, ['recording']);
  await speak(1);
  assert.deepEqual(said, ['recording', 'minute-left']);
  await speak(100);
  assert.deepEqual(said, ['recording', 'minute-left', 'ten-minutes', 'finished']);
  assert.deepEqual([clip().seconds, track.stopped], [600, true]);
});

test('a full phone ends it and says so; what was kept stays', async () => {
  const { recorder, speak, said, rows, storage } = phone();
  await recorder.start();
  await speak(3);
  storage.full = true;
  await speak(3);
  assert.deepEqual([rows(), said.slice(0, 2), said.at(-1)], [3, ['recording', 'no-room'], 'finished']);
});

test('finishing waits until the last sound is kept, and gives the microphone back', async () => {
  const { recorder, speak, rows, storage, track } = phone();
  await recorder.start();
  await speak(1);
  const release = storage.hold();
  const finishing = recorder.finish();
  assert.equal(await Promise.race([finishing, settled().then(() => 'waiting')]), 'waiting');
  release();
  await finishing;
  assert.deepEqual([rows(), track.stopped], [2, true]);
});

test('where nothing can be kept, nothing is recorded, and the microphone is given back', async () => {
  const storage = fakeStorage();
  storage.full = true;
  const { recorder, track } = phone({ storage });
  await assert.rejects(recorder.start(), /Quota/);
  assert.equal(track.stopped, true);
});

test('a recording taken away is gone with every byte', async () => {
  const { recorder, speak, clips, clip, storage } = phone();
  await recorder.start();
  await speak(3);
  await clips.remove(clip().key);
  assert.deepEqual([storage.rows('clips'), storage.rows('bytes')], [[], []]);
});
