/** What stands around every screen. */
import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { type ReactNode, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { sessionQuery } from "../data/queries.ts";
import { Icon } from "../parts/icons.tsx";
import { Notice } from "../parts/notice.tsx";
import { BottomBar, SideNavigation } from "./navigation.tsx";
import { placesFor } from "./places.ts";
import { TopBar } from "./top-bar.tsx";

function watchNetwork(tell: () => void): () => void {
  window.addEventListener("online", tell);
  window.addEventListener("offline", tell);
  return () => {
    window.removeEventListener("online", tell);
    window.removeEventListener("offline", tell);
  };
}

function DemonstrationBanner(): ReactNode {
  const t = useTranslations("web.shell");
  return (
    <aside
      aria-label={t("demonstrationLabel")}
      className="tone-wait flex items-center justify-center gap-2 border-b border-line bg-[var(--tone-soft)] px-4 py-1.5 text-center text-small font-semibold text-[var(--tone)]"
    >
      <Icon name="warning" size={16} />
      <p>{t("demonstration")}</p>
    </aside>
  );
}

function Footer(): ReactNode {
  const t = useTranslations("web.shell");
  return (
    <footer className="mt-16 border-t border-line pt-5 pb-6 text-small text-faint">
      <p>{t("footer")}</p>
    </footer>
  );
}

/** The frame: skip link, banner, bars, the screen itself. */
export function AppShell(): ReactNode {
  const t = useTranslations("web.shell");
  const { data: session } = useQuery(sessionQuery);
  const online = useSyncExternalStore(watchNetwork, () => navigator.onLine);
  const places = placesFor(session);
  const hasSide = session !== undefined && session.person !== null;
  return (
    <>
      <a className="skip" href="#content">
        {t("skip")}
      </a>
      {session?.installation.demonstration === true ? <DemonstrationBanner /> : null}
      <TopBar session={session} places={places} />
      <div className="flex">
        {hasSide ? <SideNavigation places={places} /> : null}
        <main
          id="content"
          tabIndex={-1}
          className="min-w-0 flex-1 px-4 pt-6 pb-28 outline-none sm:px-6 lg:px-8 lg:pt-8 lg:pb-8"
        >
          {online ? null : (
            <div className="mb-5">
              <Notice tone="bad" urgent title={t("offlineTitle")}>
                {t("offlineText")}
              </Notice>
            </div>
          )}
          <Outlet />
          <Footer />
        </main>
      </div>
      <BottomBar places={places} />
    </>
  );
}
