/* A copy of the answers to take along, where they lie in the browser's own storage and nowhere else. */

import { makeButton } from './elements.js';

const ASK = `
def _copy():
    import json
    from medsocial.store import answers
    print(json.dumps(answers.copy_of_all(with_own_words=True), ensure_ascii=False, indent=1))
_copy()
del _copy`;

/** Ask Python for the answers of all lessons, as the file that the workshop elsewhere brings back. */
async function answers(kernel) {
  const parts = [];
  const asked = kernel.requestExecute({ code: ASK, silent: false, store_history: false, stop_on_error: false });
  asked.onIOPub = ({ header, content }) => {
    if (header.msg_type === 'stream' && content.name === 'stdout') parts.push(content.text);
  };
  const { content } = await asked.done;
  if (content.status !== 'ok') throw new Error(content.evalue);
  return parts.join('');
}

/** Hand the copy to the browser, which puts it where it puts downloads. */
async function keepCopy({ running, strip, words }) {
  try {
    const address = URL.createObjectURL(new Blob([await answers(running.kernel)], { type: 'application/json' }));
    const today = new Date().toISOString().slice(0, 10);
    Object.assign(document.createElement('a'), { href: address, download: `export_${today}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    strip.progress.textContent = words.copy_kept;
  } catch (error) {
    console.info('medsocial:', error);
    strip.progress.textContent = words.copy_failed;
  }
}

export const copyButton = page => makeButton(page.words.keep_copy, () => void keepCopy(page));
