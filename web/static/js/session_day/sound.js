// Soft noise and a soft tone, made here, all of it set ahead on the audio clock.

const TOP = [1, 0.12, 900, 0, 0.05, 247];
const END = [1, 0, 240, 0, 0, 165];
const HUM = [0.02, 520, 18, 0.03, 247]; // faint, steady, hollow: unlike any breath
const SHAPES = { // [share of the phase, noise, hertz of its filter, decibels of its ring, tone, its hertz]
  in: [[0.12, 0.015, 320, 0, 0.05, 175], TOP],
  hold: [[0.08, ...HUM], [0.94, ...HUM], [1, 0.02, 600, 0, 0.04, 247]],
  out: [[0.12, 0.11, 600, 0, 0.05, 237], END],
  rest: [END],
};
/** A second, shorter breath on top of the first. */
const sigh = (top) => [SHAPES.in[0], [top - 0.04, 0.08, 700, 0, 0.05, 214], [top, 0.03, 420, 0, 0.02, 214], TOP];

/** @type {CreateSound} */
export function createSound({ Context, session, changed }) {
  let context;
  let latency = 0;
  let params;
  const levels = { loudness: 1, tone: 0 };
  const knobs = {};
  const running = () => context?.state === 'running';

  function gain(value, to) {
    const node = context.createGain();
    node.gain.value = value;
    node.connect(to);
    return node;
  }

  function build() {
    if (session) session.type = 'playback'; // else an iPhone's ring switch mutes it
    context = new Context();
    const { sampleRate, destination } = context;
    knobs.loudness = gain(levels.loudness, destination);
    knobs.tone = gain(levels.tone, knobs.loudness);
    const air = gain(0, knobs.loudness);
    const hum = gain(0, knobs.tone);
    const source = context.createBufferSource();
    source.buffer = context.createBuffer(1, 4 * sampleRate, sampleRate);
    source.buffer.getChannelData(0).forEach((_, i, samples) => { samples[i] = Math.random() * 2 - 1; });
    source.loop = true;
    const filter = context.createBiquadFilter();
    const voice = context.createOscillator();
    source.connect(filter).connect(air);
    voice.connect(hum);
    params = [air.gain, filter.frequency, filter.Q, hum.gain, voice.frequency];
    params.forEach((param, i) => { param.value = END[i + 1]; });
    source.start();
    voice.start();
    context.onstatechange = () => changed?.(running());
  }

  function hold(at) {
    for (const param of params) param.cancelScheduledValues(at).setValueAtTime(param.value, at);
  }

  function quiet(fade) {
    if (!context) return;
    const now = context.currentTime;
    hold(now);
    for (const i of [0, 3]) params[i].linearRampToValueAtTime(0, now + fade);
  }

  async function resume() {
    await context?.resume().catch(() => {});
    return running();
  }

  return {
    quiet,
    resume,
    async open() {
      try {
        if (!context) build();
        if (!await resume()) return false;
        latency = Math.min(context.outputLatency || context.baseLatency || 0, 0.5);
        quiet(0.01);
        return true;
      } catch {
        return false;
      }
    },
    now: () => context.currentTime - latency,
    level(name, value) {
      levels[name] = value;
      knobs[name]?.gain.setTargetAtTime(value, context.currentTime, 0.1);
    },
    schedule({ phase, starts, until, top }, at) {
      const now = context.currentTime;
      if (at < now) hold(now); // after a long sleep: from where it is
      for (const [share, ...values] of top < 1 ? sigh(top) : SHAPES[phase]) {
        const end = at + share * (until - starts);
        if (end > now) params.forEach((param, i) => param.linearRampToValueAtTime(values[i], end));
      }
    },
    close: () => context?.close(),
  };
}
