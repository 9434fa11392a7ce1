/* Before the live lesson opens: can this browser and this server carry it? If not, one sentence and the reading page.
 * Written so that an old browser can read it too. */
(function () {
  'use strict';
  var told = JSON.parse(document.getElementById('told').textContent);
  var words = told.words;
  var asked = /[?&]lesson=([\w]+)/.exec(location.search);
  var lesson = asked && told.lessons.indexOf(asked[1]) >= 0 ? asked[1] : told.lessons[0];
  document.getElementById('reading').href = '../' + lesson + '.html';

  function say(sentence) {
    document.getElementById('said').textContent = sentence + ' ' + words.reading;
    document.body.setAttribute('data-medsocial', 'refused');
  }

  function isOld() {
    return !(window.CSS && CSS.supports && CSS.supports('selector(:has(a))') && window.Promise && window.fetch &&
      window.structuredClone && window.BigInt64Array && 'noModule' in HTMLScriptElement.prototype && [].findLast);
  }

  /** The smallest program there is: a setting that blocks such programs blocks this one. */
  function isBlocked() {
    if (!window.WebAssembly || !WebAssembly.Module) return true;
    try {
      return !new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
    } catch (error) {
      return true;
    }
  }

  function canKeep() {
    return new Promise(function (resolve) {
      try {
        var opening = indexedDB.open('medsocial-trial');
        opening.onerror = function () { resolve(false); };
        opening.onsuccess = function () {
          opening.result.close();
          indexedDB.deleteDatabase('medsocial-trial');
          resolve(true);
        };
      } catch (error) {
        resolve(false);
      }
    });
  }

  /** Ask for a small file of one ending; return the sentence for what is wrong, or nothing. */
  function probe(ending) {
    return fetch('probe/file' + ending, { cache: 'no-store' }).then(function (reply) {
      var kind = reply.headers.get('content-type') || '';
      var handed = reply.ok && (ending !== '.mjs' || /javascript/.test(kind));
      return handed ? '' : words.ending.replace('{ending}', ending);
    });
  }

  function firstOf(sentences) {
    for (var i = 0; i < sentences.length; i += 1) if (sentences[i]) return sentences[i];
    return '';
  }

  if (!window.isSecureContext) return say(words.insecure);
  if (isOld()) return say(words.old);
  if (isBlocked()) return say(words.blocked);
  if (!navigator.serviceWorker || !window.indexedDB) return say(words.storage);
  canKeep()
    .then(function (kept) { return kept ? Promise.all(told.endings.map(probe)).then(firstOf) : words.storage; })
    .catch(function () { return words.fetched; })
    .then(function (sentence) {
      if (sentence) say(sentence);
      // Each visit has a desk of its own: else JupyterLab would start what lay open at the last one as well.
      else location.replace('lab/index.html?path=' + lesson + '.ipynb&workspace=visit-' + Date.now().toString(36));
    });
}());
