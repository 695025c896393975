// Practice: how long one breathed, with marks before and after.

/** @type {Behaviour} */
export function practice(form, { clock }) {
  const { body } = document;
  let began = 0;
  let seconds = 0;
  const reveal = (name, yes) => { for (const part of form.querySelectorAll(`[data-${name}]`)) part.hidden = !yes; };
  const watch = new MutationObserver(() => {
    const running = body.dataset.running === 'yes';
    reveal('felt', !running);
    if (running) began ||= clock.now();
    else if (began) {
      seconds += Math.round((clock.now() - began) / 1000);
      began = 0;
      form.elements.seconds.value = seconds;
    }
    reveal('after', !running && seconds > 0);
    if (!running && seconds) form.querySelector('[data-after]').scrollIntoView({ block: 'center' });
  });
  reveal('after', false);
  watch.observe(body, { attributes: true, attributeFilter: ['data-running'] });
  return () => watch.disconnect();
}
