// Runs before the first paint, so that neither the theme nor the language flashes.
(() => {
  try {
    const theme = localStorage.getItem("sambung.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    if (localStorage.getItem("sambung.locale") === "en") document.documentElement.lang = "en";
  } catch {
    // Storage may be forbidden; the defaults stand.
  }
})();
