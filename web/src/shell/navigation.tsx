/** Side navigation on desktop, bottom bar on phones, links in the top bar for visitors. */
import { Link, useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "../parts/icons.tsx";
import type { Place } from "./places.ts";

const BOTTOM_PLACES = 4;

function isHere(path: string, to: string): boolean {
  return path === to || (to !== "/" && path.startsWith(`${to}/`));
}

function PlaceLink({
  place,
  className,
  children,
}: {
  readonly place: Place;
  readonly className: string;
  readonly children: ReactNode;
}): ReactNode {
  const path = useLocation({ select: (location) => location.pathname });
  if (place.outside === true) {
    return (
      <a href={place.to} className={className}>
        {children}
      </a>
    );
  }
  return (
    <Link
      to={place.to}
      className={className}
      activeProps={{}}
      aria-current={isHere(path, place.to) ? "page" : undefined}
    >
      {children}
    </Link>
  );
}

/** All places, one below the other. */
export function SideNavigation({ places }: { readonly places: readonly Place[] }): ReactNode {
  const t = useTranslations("web.shell");
  return (
    <nav
      aria-label={t("navigation")}
      className="sticky top-[var(--bar)] hidden h-[calc(100dvh-var(--bar))] w-[var(--side)] shrink-0 overflow-y-auto border-r border-line px-3 py-5 lg:block"
    >
      <ul className="grid gap-1">
        {places.map((place) => (
          <li key={place.to}>
            <PlaceLink place={place} className="place">
              <Icon name={place.icon} />
              {t(`place.${place.label}`)}
            </PlaceLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The places of a visitor, in the top bar of wide screens. */
export function TopNavigation({ places }: { readonly places: readonly Place[] }): ReactNode {
  const t = useTranslations("web.shell");
  return (
    <nav aria-label={t("navigation")} className="hidden lg:block">
      <ul className="flex gap-1">
        {places.slice(1).map((place) => (
          <li key={place.to}>
            <PlaceLink place={place} className="place">
              {t(`place.${place.label}`)}
            </PlaceLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The four commonest places, under the thumb. */
export function BottomBar({ places }: { readonly places: readonly Place[] }): ReactNode {
  const t = useTranslations("web.shell");
  return (
    <nav
      aria-label={t("navigation")}
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      <ul className="mx-auto grid max-w-[560px] grid-cols-4">
        {places.slice(0, BOTTOM_PLACES).map((place) => (
          <li key={place.to}>
            <PlaceLink place={place} className="bottom-place">
              <Icon name={place.icon} size={22} />
              {t(`place.${place.label}`)}
            </PlaceLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
