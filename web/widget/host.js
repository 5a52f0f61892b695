// The line that a website pastes. It stands in that page, so it does little: it puts a frame of ours behind itself, and gives it the
// size that it asks for. Everything that a visitor sees or types is inside the frame, out of reach of that page.
(() => {
  const script = document.currentScript;
  const key = script?.dataset.widget;
  if (!key || !/^[a-z2-9]{12}$/.test(key)) return;
  const { origin } = new URL(script.src);
  const { lang, theme, place } = script.dataset;
  const spoken = (lang || script.closest("[lang]")?.lang || "id").slice(0, 2).toLowerCase() === "en" ? "en" : "id";
  const asked = new URLSearchParams({ lang: spoken });
  if (theme === "light" || theme === "dark") asked.set("theme", theme);
  const isCorner = place === "corner";
  if (isCorner) asked.set("place", "corner");
  const frame = document.createElement("iframe");
  frame.title = spoken === "en" ? "Ask for a call" : "Minta ditelepon";
  // It may run its own script and open the telephone of the device; nothing of this page, nor its address.
  frame.sandbox = "allow-scripts allow-same-origin allow-forms allow-top-navigation-to-custom-protocols";
  // The frame asks for the microphone only after somebody has pressed there to talk, and only where its widget offers that.
  frame.allow = "microphone";
  frame.referrerPolicy = "origin";
  frame.loading = "lazy";
  frame.src = `${origin}/widget/${key}?${asked}`;
  // Set as properties: a policy of the page against inline styles does not mind. Unseen until it says that it may stand here.
  Object.assign(frame.style, { border: "0", width: "100%", maxWidth: "26rem", height: "0", display: "block" });
  frame.style.colorScheme = theme === "dark" ? "dark" : theme === "light" ? "light" : "light dark";
  if (isCorner)
    Object.assign(frame.style, {
      position: "fixed",
      right: "8px",
      bottom: "8px",
      zIndex: "2147483000",
      maxWidth: "calc(100vw - 16px)",
    });
  addEventListener("message", ({ origin: from, source, data }) => {
    if (from !== origin || source !== frame.contentWindow || data?.sambung !== "size") return;
    const height = Math.min(Math.max(0, Number(data.height) || 0), 2000);
    frame.style.height = isCorner ? `min(${height}px, calc(100vh - 16px))` : `${height}px`;
    if (isCorner)
      frame.style.width = data.isOpen ? "24rem" : `${Math.min(Math.max(0, Number(data.width) || 0), 400)}px`;
  });
  script.after(frame);
})();
