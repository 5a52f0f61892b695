/** Side navigation on desktop, bottom bar on phones, links in the top bar for visitors. */
import { Link, useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useDisclosure } from "../parts/disclosure.ts";
import { Icon } from "../parts/icons.tsx";
import { besides, type Place, type PlaceGroup, type Places } from "./places.ts";

function isHere(path: string, { to, exact }: Place): boolean {
  return path === to || (to !== "/" && exact !== true && path.startsWith(`${to}/`));
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
      activeOptions={{ exact: place.exact === true }}
      aria-current={isHere(path, place) ? "page" : undefined}
    >
      {children}
    </Link>
  );
}

/** Places in groups, each with its heading; what comes first needs none. */
function Groups({ groups, inside }: { readonly groups: readonly PlaceGroup[]; readonly inside: string }): ReactNode {
  const t = useTranslations("web.shell");
  return groups.map(({ name, places }) => (
    <div key={name}>
      {name === "start" ? null : (
        <p id={`${inside}-${name}`} className="place-group">
          {t(`placeGroup.${name}`)}
        </p>
      )}
      <ul className="grid gap-0.5" aria-labelledby={name === "start" ? undefined : `${inside}-${name}`}>
        {places.map((place) => (
          <li key={place.to}>
            <PlaceLink place={place} className="place">
              <Icon name={place.icon} />
              {t(`place.${place.label}`)}
            </PlaceLink>
          </li>
        ))}
      </ul>
    </div>
  ));
}

/** All places in their groups, one below the other. */
export function SideNavigation({ groups }: Pick<Places, "groups">): ReactNode {
  const t = useTranslations("web.shell");
  return (
    <nav
      aria-label={t("navigation")}
      className="sticky top-[var(--bar)] hidden h-[calc(100dvh-var(--bar))] w-[var(--side)] shrink-0 overflow-y-auto border-r border-line px-3 py-4 lg:block"
    >
      <Groups groups={groups} inside="side" />
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

/** What the bottom bar has no room for, in a sheet above it. */
function More({ groups }: { readonly groups: readonly PlaceGroup[] }): ReactNode {
  const t = useTranslations("web.shell");
  const path = useLocation({ select: (location) => location.pathname });
  const { open, toggle, box } = useDisclosure();
  const isWithin = groups.some(({ places }) => places.some((place) => isHere(path, place)));
  return (
    <div ref={box}>
      <button
        type="button"
        className={`bottom-place w-full ${isWithin ? "bottom-place-here" : ""}`}
        aria-expanded={open}
        onClick={toggle}
      >
        <Icon name="more" size={22} />
        {t("more")}
      </button>
      {open ? (
        <div className="absolute inset-x-0 bottom-full max-h-[70dvh] overflow-y-auto border-t border-line bg-surface px-4 pt-2 pb-4 shadow-[var(--shadow-lift)]">
          <div className="mx-auto max-w-[560px]">
            <Groups groups={groups} inside="more" />
          </div>
        </div>
      ) : null}
    </div>
  );
}

/** The four commonest places, under the thumb, and the way to the others. */
export function BottomBar({ places }: { readonly places: Places }): ReactNode {
  const t = useTranslations("web.shell");
  const rest = besides(places);
  return (
    <nav
      aria-label={t("navigation")}
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      <ul className="mx-auto grid max-w-[560px] auto-cols-fr grid-flow-col">
        {places.commonest.map((place) => (
          <li key={place.to}>
            <PlaceLink place={place} className="bottom-place">
              <Icon name={place.icon} size={22} />
              {t(`place.${place.label}`)}
            </PlaceLink>
          </li>
        ))}
        {rest.length === 0 ? null : (
          <li>
            <More groups={rest} />
          </li>
        )}
      </ul>
    </nav>
  );
}
