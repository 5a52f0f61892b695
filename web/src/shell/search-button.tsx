/** Opens the page search: a button in the top bar, and the keys "/" and Ctrl-K (Cmd-K) on every screen. */
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import type { Session } from "../data/types.ts";
import { Icon } from "../parts/icons.tsx";
import { isTyping, usePageKeys } from "../parts/page-keys.ts";
import { loadWords } from "./speech.tsx";

const SearchDialog = lazy(() =>
  Promise.all([import("./search-dialog.tsx"), loadWords("search")]).then(([file]) => ({ default: file.SearchDialog })),
);

/** "/" outside text fields, or Ctrl-K (Cmd-K) anywhere; not while another dialog is open. */
function isSearchKey(event: KeyboardEvent): boolean {
  if (event.altKey || document.querySelector("dialog[open]") !== null) return false;
  const isCommand = event.ctrlKey || event.metaKey;
  return isCommand ? event.key.toLowerCase() === "k" && !event.shiftKey : event.key === "/" && !isTyping(event.target);
}

/** The button, and the dialog while it is open. */
export function SearchButton({ session }: { readonly session: Session }): ReactNode {
  const t = useTranslations("web.shell");
  const [isOpen, setOpen] = useState(false);
  usePageKeys((event) => {
    if (!isSearchKey(event)) return;
    event.preventDefault();
    setOpen(true);
  });
  return (
    <>
      <button
        type="button"
        className="button button-quiet px-1 sm:px-2"
        aria-haspopup="dialog"
        aria-keyshortcuts="/ Control+K Meta+K"
        aria-label={t("search")}
        title={t("search")}
        onClick={() => setOpen(true)}
      >
        <Icon name="search" />
        <span className="kbd hidden lg:inline">/</span>
      </button>
      {isOpen ? (
        <Suspense fallback={null}>
          <SearchDialog session={session} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
