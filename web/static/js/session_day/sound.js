// Soft filtered noise, made here, all of it set ahead on the audio clock.

const SHAPES = { // [share of the phase, loudness 0 to 1, hertz of the filter]
  in: [[1, 0.12, 900]],
  hold: [[0.2, 0.04, 500], [1, 0.04, 500]],
  out: [[0.12, 0.11, 600], [1, 0, 240]],
  rest: [[1, 0, 240]],
};

/** @type {CreateSound} */
export function createSound({ Context, session }) {
  let context;
  let gain;
  let filter;

  function build() {
    if (session) session.type = 'playback'; // else an iPhone's ring switch mutes it
    context = new Context();
    const { sampleRate } = context;
    const source = context.createBufferSource();
    source.buffer = context.createBuffer(1, 4 * sampleRate, sampleRate);
    source.buffer.getChannelData(0).forEach((_, i, samples) => { samples[i] = Math.random() * 2 - 1; });
    source.loop = true;
    filter = context.createBiquadFilter();
    filter.frequency.value = 240;
    gain = context.createGain();
    gain.gain.value = 0;
    source.connect(filter).connect(gain).connect(context.destination);
    source.start();
  }

  function quiet(fade) {
    if (!context) return;
    const now = context.currentTime;
    for (const param of [gain.gain, filter.frequency]) param.cancelScheduledValues(now).setValueAtTime(param.value, now);
    gain.gain.linearRampToValueAtTime(0, now + fade);
  }

  return {
    quiet,
    async open() {
      try {
        if (!context) build();
        await context.resume();
        quiet(0.01);
        return context.state === 'running';
      } catch {
        return false;
      }
    },
    now: () => context.currentTime,
    schedule({ phase, starts, until }, at) {
      for (const [share, level, hertz] of SHAPES[phase]) {
        const end = at + share * (until - starts);
        if (end <= context.currentTime) continue;
        gain.gain.linearRampToValueAtTime(level, end);
        filter.frequency.linearRampToValueAtTime(hertz, end);
      }
    },
    resume: () => context?.resume(),
    close: () => context?.close(),
  };
}
