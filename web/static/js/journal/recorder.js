// A voice note: each second is kept as it comes.

const MOST = 600;
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus', 'audio/webm'];

/** @type {CreateRecorder} */
export function createRecorder({ Recorder, microphone, clips, clock, changed }) {
  let recorder;
  let stream;
  let clip;
  let before;
  let since;
  let warned;
  let line;
  let stopped;

  const seconds = () => Math.min(MOST, before + (since ? (clock.now() - since) / 1000 : 0));
  function hush() {
    before = seconds();
    since = 0;
  }

  async function store({ data }) {
    if (!data.size) return;
    const length = Math.round(seconds());
    try {
      await clips.append(clip, new Uint8Array(await data.arrayBuffer()), length);
    } catch {
      if (recorder.state !== 'inactive') recorder.stop();
      changed('no-room');
    }
  }
  function heard(event) {
    line = line.then(() => store(event));
    if (recorder.state === 'inactive') return;
    if (seconds() >= MOST) {
      changed('ten-minutes');
      recorder.stop();
    } else if (seconds() >= MOST - 60 && !warned) {
      warned = true;
      changed('minute-left');
    }
  }
  function ended() {
    hush();
    for (const track of stream.getTracks()) track.stop();
    line = line.then(() => changed('finished', clip));
    stopped(line);
  }
  function pause(why = 'rec-paused') {
    if (recorder?.state !== 'recording') return;
    recorder.requestData();
    recorder.pause();
    hush();
    changed(why);
  }

  return {
    state: () => recorder?.state ?? 'inactive',
    seconds,
    pause,
    /** Rejects where the microphone may not be used, or nothing can be kept. */
    async start() {
      stream = await microphone();
      const type = TYPES.find((one) => Recorder.isTypeSupported(one)) ?? '';
      [before, since, warned, line] = [0, 0, false, Promise.resolve()];
      try {
        recorder = new Recorder(stream, { audioBitsPerSecond: 32000, ...(type ? { mimeType: type } : {}) });
        clip = await clips.begin('voice', recorder.mimeType || type);
      } catch (error) {
        for (const track of stream.getTracks()) track.stop();
        throw error;
      }
      const done = new Promise((resolve) => { stopped = resolve; });
      Object.assign(recorder, { ondataavailable: heard, onstop: ended, done });
      const [track] = stream.getAudioTracks();
      Object.assign(track, { onmute: () => pause('interrupted'), onended: () => recorder.state !== 'inactive' && recorder.stop() });
      recorder.start(1000);
      since = clock.now();
      changed('recording');
      return clip.key;
    },
    resume() {
      recorder.resume();
      since = clock.now();
      changed('recording');
    },
    /** What was heard until now is asked for: the page may be about to go. */
    flush: () => recorder?.state === 'recording' && recorder.requestData(),
    /** Resolves when all of it is kept. */
    async finish() {
      if (recorder && recorder.state !== 'inactive') recorder.stop();
      await recorder?.done;
    },
  };
}
