// Changes the menu of one arm and resolves with the time until the frame after its result is there.
window.msChange = (arm, index, want) =>
  new Promise((resolve, reject) => {
    const box = document.querySelector(".bench-" + arm);
    const select = box.querySelector("select");
    const shown = box.children[1];
    const last = () => [...shown.querySelectorAll("img")].at(-1);
    const before = last()?.src;
    let over = false;
    const says = (image) => (want === null ? image.src !== before : image.alt === want);
    function there() {
      if (arm === "label") return shown.textContent.trim() === want;
      const image = last();
      return Boolean(image && image.complete && image.naturalWidth && says(image));
    }
    function look() {
      if (over || !there()) return;
      over = true;
      stop();
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve({ paint: performance.now() - start, src: last()?.src });
        channel.port2.postMessage(0);
      });
    }
    const observer = new MutationObserver(look);
    observer.observe(shown, { subtree: true, childList: true, attributes: true, characterData: true });
    shown.addEventListener("load", look, true);
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`${arm} did not show ${want} but ${last() ? last().alt : shown.textContent}`));
    }, 30000);
    function stop() {
      clearTimeout(timer);
      observer.disconnect();
      shown.removeEventListener("load", look, true);
    }
    const start = performance.now();
    select.selectedIndex = index;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
