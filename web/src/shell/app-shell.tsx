/** The frame around every screen. */
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { sessionQuery } from "../data/queries.ts";
import type { Session } from "../data/types.ts";
import { Icon } from "../parts/icons.tsx";
import { Notice } from "../parts/notice.tsx";
import { useBranding } from "./branding.ts";
import { BottomBar, SideNavigation } from "./navigation.tsx";
import { placesFor } from "./places.ts";
import { loadWords } from "./speech.tsx";
import { TopBar } from "./top-bar.tsx";

const ActingBar = lazy(() =>
  Promise.all([import("./acting-bar.tsx"), loadWords("acting")]).then(([file]) => ({ default: file.ActingBar })),
);

/** Whether the acting bar is shown: the user holds a letter of authority or represents several companies. */
function mayActForOthers(session: Session | undefined): session is Session {
  const companies = session?.memberships.filter(({ organisationId }) => organisationId !== null) ?? [];
  return (
    companies.some(({ role }) => role === "consultant") || new Set(companies.map((one) => one.organisationId)).size > 1
  );
}

function watchNetwork(tell: () => void): () => void {
  window.addEventListener("online", tell);
  window.addEventListener("offline", tell);
  return () => {
    window.removeEventListener("online", tell);
    window.removeEventListener("offline", tell);
  };
}

function DemonstrationBanner({ hasStartPage }: { readonly hasStartPage: boolean }): ReactNode {
  const t = useTranslations("web.shell");
  return (
    <aside
      aria-label={t("demonstrationLabel")}
      className="tone-wait flex items-center justify-center gap-2 border-b border-line bg-[var(--tone-soft)] px-4 py-1.5 text-center text-small font-semibold text-[var(--tone)]"
    >
      <Icon name="warning" size={16} />
      <p>
        {t("demonstration")} {hasStartPage ? <Link to="/mulai">{t("startPage")}</Link> : null}
      </p>
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

const UnconfirmedNotice = lazy(() =>
  import("./unconfirmed-notice.tsx").then((file) => ({ default: file.UnconfirmedNotice })),
);
const ActingNotice = lazy(() => import("./acting-notice.tsx").then((file) => ({ default: file.ActingNotice })));

/** Notices on every screen: unconfirmed email address, acting office. */
function PersonNotices({ session }: { readonly session: Session }): ReactNode {
  const acting = session.memberships.filter(({ acting }) => acting !== null);
  const { person } = session;
  return (
    <Suspense fallback={null}>
      {person === null || person.isEmailConfirmed ? null : <UnconfirmedNotice email={person.email} />}
      {acting.length === 0 ? null : <ActingNotice memberships={acting} />}
    </Suspense>
  );
}

/**
 * Paths rendered without the frame: wallboards, which are viewed from a distance and not operated, and the ticket
 * page of a call centre's customers.
 */
const ALONE = /^\/tiket\/[^/]+$|^\/layar$|^\/layanan\/papan-dinding\/[^/]+\/layar$/;

/** Renders the frame around a screen, or the screen alone for paths in `ALONE`. */
export function AppShell(): ReactNode {
  const isAlone = useLocation({ select: ({ pathname }) => ALONE.test(pathname) });
  return isAlone ? <Outlet /> : <Framed />;
}

/** The frame: skip link, banner, bars, and the screen. */
function Framed(): ReactNode {
  const t = useTranslations("web.shell");
  const { data: session } = useQuery(sessionQuery);
  const online = useSyncExternalStore(watchNetwork, () => navigator.onLine);
  const branding = useBranding(session);
  const places = placesFor(session);
  const hasSide = session !== undefined && session.person !== null;
  return (
    <>
      <a className="skip" href="#content">
        {t("skip")}
      </a>
      {session?.installation.demonstration === true ? (
        <DemonstrationBanner hasStartPage={session.installation.hasStartPage} />
      ) : null}
      <TopBar session={session} branding={branding} places={places.commonest} />
      {mayActForOthers(session) ? (
        <Suspense fallback={<div className="h-11 border-b border-line bg-sunken" />}>
          <ActingBar session={session} />
        </Suspense>
      ) : null}
      <div className="flex">
        {hasSide ? <SideNavigation groups={places.groups} /> : null}
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
          {hasSide ? <PersonNotices session={session} /> : null}
          <Outlet />
          <Footer />
        </main>
      </div>
      <BottomBar places={places} />
    </>
  );
}
