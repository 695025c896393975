// The part of the page that records.
import { listen } from '../small/small.js';
import { clockText } from './clips.js';
import { createRecorder } from './recorder.js';

/** @type {CreateVoice} */
export function createVoice({ find, clips, clock, word, say, take, full }) {
  const { MediaRecorder } = window;
  const microphone = () => navigator.mediaDevices.getUserMedia({ audio: true });
  const recorder = createRecorder({ Recorder: MediaRecorder, microphone, clips, clock, changed });
  const [button, live, time, pause, resume] = ['record', 'recording', 'time', 'pause', 'resume'].map(find);
  let ticking;
  let why; // why it ended, when it was not by a press

  function show(recording) {
    button.hidden = recording || !MediaRecorder || !navigator.mediaDevices?.getUserMedia;
    live.hidden = !recording;
  }
  function tick() {
    time.textContent = clockText(recorder.seconds());
    ticking = clock.after(1000, tick);
  }
  async function ended(clip) {
    ticking?.();
    show(false);
    await (clip.rows ? take(clip.key) : clips.remove(clip.key));
    say(why ?? '');
    button.focus();
  }
  function changed(what, clip) {
    if (what === 'finished') return ended(clip);
    const still = recorder.state() !== 'recording';
    pause.hidden = still;
    resume.hidden = !still;
    if (what === 'ten-minutes') why = word('ten-minutes');
    if (what === 'no-room') why = word('no-room');
    return say(why ?? {
      recording: word('recording'), 'rec-paused': word('rec-paused'), interrupted: word('interrupted'), 'minute-left': word('minute-left'),
    }[what]);
  }
  async function begin() {
    if (full()) return;
    why = undefined;
    try {
      await recorder.start();
      show(true);
      tick();
      find('finish').focus();
    } catch (error) {
      say(error?.name === 'QuotaExceededError' ? word('no-room') : word('no-microphone'));
    }
  }
  show(false);
  const deaf = listen(
    [button, 'click', begin], [pause, 'click', () => recorder.pause()], [resume, 'click', recorder.resume], [find('finish'), 'click', recorder.finish],
    [document, 'visibilitychange', recorder.flush], [window, 'pagehide', recorder.flush],
  );
  return {
    finish: recorder.finish,
    stop() {
      ticking?.();
      deaf();
    },
  };
}
