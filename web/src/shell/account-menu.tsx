/** Account menu: the signed-in user, their own pages and sign-out. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { api } from "../data/client.ts";
import { read } from "../data/problem.ts";
import type { Session } from "../data/types.ts";
import { useDisclosure } from "../parts/disclosure.ts";
import { Icon } from "../parts/icons.tsx";
import { useActingWords } from "./acting-notice.tsx";
import { useLogOut } from "./log-out.ts";

/** The number of unread messages; 0 until it is known. */
function useUnread(): number {
  const { data } = useQuery({
    queryKey: ["messages", "unread"],
    queryFn: () => read<{ unread: number }>(api.GET("/api/notices/unread")),
    refetchInterval: 60_000,
    retry: false,
  });
  return data?.unread ?? 0;
}

/** The menu behind the user's name. */
export function AccountMenu({ session }: { readonly session: Session }): ReactNode {
  const t = useTranslations("web.shell");
  const roles = useTranslations("roles");
  const acting = useActingWords();
  const { open, toggle, box } = useDisclosure();
  const unread = useUnread();
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
        {unread === 0 ? null : <span aria-hidden="true" className="size-2 rounded-full bg-[var(--thread)]" />}
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
                  {membership.acting === null ? roles(membership.role) : acting(membership)}
                  {membership.organisationName === null ? "" : ` · ${membership.organisationName}`}
                </li>
              ))}
            </ul>
          </div>
          <ul className="mb-1 border-b border-line py-1">
            <li>
              <Link to="/akun" className="menu-item">
                <Icon name="person" /> {t("myAccount")}
              </Link>
            </li>
            <li>
              <Link to="/pesan" className="menu-item">
                <Icon name="mail" /> {unread === 0 ? t("messages") : t("messagesUnread", { count: unread })}
              </Link>
            </li>
          </ul>
          <button type="button" className="menu-item" onClick={logOut}>
            <Icon name="out" /> {t("logOut")}
          </button>
        </div>
      ) : null}
    </div>
  );
}
