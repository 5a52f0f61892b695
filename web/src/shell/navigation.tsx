/** Side navigation on desktops, bottom bar on phones, and top-bar links for users who are not signed in. */
import { Link, useLocation } from "@tanstack/react-router";
import { type ReactNode, useId } from "react";
import { useTranslations } from "use-intl";
import { useDisclosure } from "../parts/disclosure.ts";
import { Icon } from "../parts/icons.tsx";
import { useStateOf } from "../parts/state-of.ts";
import { GROUP_ICONS, type GroupName, type Place, singleIcon } from "./place-catalogue.ts";
import { besides, isAt, type PlaceGroup, type Places } from "./places.ts";

const usePath = (): string => useLocation({ select: (location) => location.pathname });

function PlaceLink({
  place,
  className,
  children,
}: {
  readonly place: Place;
  readonly className: string;
  readonly children: ReactNode;
}): ReactNode {
  const path = usePath();
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
      aria-current={isAt(path, place) ? "page" : undefined}
    >
      {children}
    </Link>
  );
}

interface GroupProps extends PlaceGroup {
  readonly isOpen: boolean;
  readonly isHere: boolean;
  readonly onToggle: () => void;
}

/** One group: a button that opens the list of its pages. */
function Group({ name, places, isOpen, isHere, onToggle }: GroupProps): ReactNode {
  const t = useTranslations("web.shell");
  const id = useId();
  return (
    <>
      <button
        type="button"
        id={id}
        className={`place w-full ${isHere ? "place-within" : ""}`}
        aria-expanded={isOpen}
        onClick={onToggle}
      >
        <Icon name={GROUP_ICONS[name]} />
        <span className="min-w-0 flex-1 text-left">{t(`placeGroup.${name}`)}</span>
        <Icon name={isOpen ? "up" : "down"} size={14} />
      </button>
      {isOpen ? (
        <ul className="place-list" aria-labelledby={id}>
          {places.map((place) => (
            <li key={place.to}>
              <PlaceLink place={place} className="place">
                {t(`place.${place.label}`)}
              </PlaceLink>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

/** A page that is the only one of its group. */
function SinglePlace({ name, place }: { readonly name: GroupName; readonly place: Place }): ReactNode {
  const t = useTranslations("web.shell");
  return (
    <PlaceLink place={place} className="place">
      <Icon name={singleIcon(name, place)} />
      {t(`place.${place.label}`)}
    </PlaceLink>
  );
}

/** Groups of pages. The group of the current page is open until its button closes it; navigating to another group resets that. */
function Groups({ groups }: Pick<Places, "groups">): ReactNode {
  const path = usePath();
  const here = groups.find(({ places }) => places.some((place) => isAt(path, place)))?.name;
  const [toggled, change] = useStateOf<readonly GroupName[]>(here ?? "", () => []);
  const toggle = (name: GroupName): void =>
    change((before) => (before.includes(name) ? before.filter((one) => one !== name) : [...before, name]));
  return (
    <ul className="grid gap-0.5">
      {groups.map(({ name, places }) => {
        const [first, ...others] = places;
        const isHere = name === here;
        return (
          <li key={name}>
            {first !== undefined && others.length === 0 ? (
              <SinglePlace name={name} place={first} />
            ) : (
              <Group
                name={name}
                places={places}
                isHere={isHere}
                isOpen={isHere !== toggled.includes(name)}
                onToggle={() => toggle(name)}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** All groups, one below the other. */
export function SideNavigation({ groups }: Pick<Places, "groups">): ReactNode {
  const t = useTranslations("web.shell");
  return (
    <nav
      aria-label={t("navigation")}
      className="sticky top-[var(--bar)] hidden h-[calc(100dvh-var(--bar))] w-[var(--side)] shrink-0 overflow-y-auto border-r border-line px-3 py-4 lg:block"
    >
      <Groups groups={groups} />
    </nav>
  );
}

/** The public pages in the top bar of wide screens, for users who are not signed in. */
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

/** A sheet above the bottom bar with the pages that do not fit into the bar. */
function More({ groups }: Pick<Places, "groups">): ReactNode {
  const t = useTranslations("web.shell");
  const path = usePath();
  const { open, toggle, box } = useDisclosure();
  const isWithin = groups.some(({ places }) => places.some((place) => isAt(path, place)));
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
            <Groups groups={groups} />
          </div>
        </div>
      ) : null}
    </div>
  );
}

/** The bottom bar with the four most used pages and a button for the others. */
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
              <Icon name={place.icon ?? "more"} size={22} />
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
