// Runs before the first paint, so that neither the theme nor the language flashes.
(() => {
  try {
    const theme = localStorage.getItem("sambung.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; the defaults stand.
  }
  const kept = /(?:^|; )sambung-locale=(id|en)(?:;|$)/.exec(document.cookie)?.[1];
  if ((kept ?? navigator.language.slice(0, 2)) === "en") document.documentElement.lang = "en";
})();
