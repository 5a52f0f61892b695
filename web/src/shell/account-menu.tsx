/** Who is signed in, the places that the bottom bar has no room for, and the way out. */
import { Link, useLocation } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Session } from "../data/types.ts";
import { Icon } from "../parts/icons.tsx";
import { useLogOut } from "./log-out.ts";
import type { Place } from "./places.ts";

/** Closes on Escape, on a click elsewhere and when the screen changes. */
function useDisclosure(): {
  readonly open: boolean;
  readonly toggle: () => void;
  readonly box: React.RefObject<HTMLDivElement | null>;
} {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const href = useLocation({ select: (location) => location.href });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address closes the menu
  useEffect(() => setOpen(false), [href]);
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      setOpen(false);
      box.current?.querySelector("button")?.focus();
    };
    const onPointer = (event: PointerEvent): void => {
      if (event.target instanceof Node && box.current?.contains(event.target) !== true) setOpen(false);
    };
    document.addEventListener("keydown", onKey);
    document.addEventListener("pointerdown", onPointer);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("pointerdown", onPointer);
    };
  }, [open]);
  return { open, toggle: () => setOpen((before) => !before), box };
}

/** The menu behind the person's name. */
export function AccountMenu({
  session,
  places,
}: {
  readonly session: Session;
  readonly places: readonly Place[];
}): ReactNode {
  const t = useTranslations("web.shell");
  const roles = useTranslations("roles");
  const { open, toggle, box } = useDisclosure();
  const logOut = useLogOut();
  const person = session.person;
  if (person === null) return null;
  return (
    <div ref={box} className="relative">
      <button
        type="button"
        className="button button-quiet"
        aria-expanded={open}
        aria-label={t("account", { name: person.name })}
        onClick={toggle}
      >
        <Icon name="person" />
        <span className="hidden max-w-[16ch] truncate md:inline">{person.name}</span>
        <Icon name="down" size={14} />
      </button>
      {open ? (
        <div className="menu absolute top-full right-0 mt-1 w-[min(300px,calc(100vw-24px))]">
          <div className="border-b border-line px-2.5 pt-1 pb-2.5">
            <p className="font-semibold">{person.name}</p>
            <p className="text-small break-all text-soft">{person.email}</p>
            <ul className="mt-1 text-small text-soft">
              {session.memberships.map((membership) => (
                <li key={membership.id}>
                  {roles(membership.role)}
                  {membership.organisationName === null ? "" : ` · ${membership.organisationName}`}
                </li>
              ))}
            </ul>
          </div>
          <ul className="py-1 lg:hidden">
            {places.slice(4).map((place) => (
              <li key={place.to}>
                {place.outside === true ? (
                  <a href={place.to} className="menu-item">
                    <Icon name={place.icon} /> {t(`place.${place.label}`)}
                  </a>
                ) : (
                  <Link to={place.to} className="menu-item">
                    <Icon name={place.icon} /> {t(`place.${place.label}`)}
                  </Link>
                )}
              </li>
            ))}
          </ul>
          <button type="button" className="menu-item" onClick={logOut}>
            <Icon name="out" /> {t("logOut")}
          </button>
        </div>
      ) : null}
    </div>
  );
}
