/** A user's account: profile, authentication, sessions and represented companies. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { sessionQuery } from "../../data/queries.ts";
import type { Membership } from "../../data/types.ts";
import { Awaiting } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useActingWords } from "../../shell/acting-notice.tsx";
import { accountQuery } from "./account-data.ts";
import { AccountSection } from "./account-section.tsx";
import { ColleaguesPart } from "./colleagues-part.tsx";
import { EmailPart } from "./email-part.tsx";
import { PasswordPart } from "./password-part.tsx";
import { ProfilePart } from "./profile-part.tsx";
import { SecondFactorPart } from "./second-factor-part.tsx";
import { SessionsPart } from "./sessions-part.tsx";

function RolesPart({ memberships }: { readonly memberships: readonly Membership[] }): ReactNode {
  const t = useTranslations("web.account");
  const roles = useTranslations("roles");
  const acting = useActingWords();
  return (
    <AccountSection title={t("roles")}>
      {memberships.length === 0 ? <p className="text-soft">{t("noRoles")}</p> : null}
      <ul className="grid gap-2">
        {memberships.map((one) => (
          <li key={one.id} className="break-words">
            {one.acting === null ? roles(one.role) : acting(one)}
            {one.organisationName === null ? null : <span className="text-soft"> · {one.organisationName}</span>}
          </li>
        ))}
      </ul>
    </AccountSection>
  );
}

/** Each company once, regardless of the number of the user's roles in it. */
function companiesOf(memberships: readonly Membership[]): readonly { readonly id: string; readonly name: string }[] {
  const named = memberships.flatMap(({ organisationId, organisationName }) =>
    organisationId === null ? [] : [[organisationId, organisationName ?? ""] as const],
  );
  return [...new Map(named)].map(([id, name]) => ({ id, name }));
}

/** The account screen. */
export function AccountScreen(): ReactNode {
  const t = useTranslations("web.account");
  const { data: session } = useQuery(sessionQuery);
  const { data, error, refetch } = useQuery(accountQuery);
  const memberships = session?.memberships ?? [];
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Awaiting query={{ data, error, refetch }} lines={6} height={120} />
      {data === undefined ? null : (
        <div className="grid gap-5">
          <ProfilePart account={data} />
          <EmailPart account={data} />
          <PasswordPart account={data} />
          {data.isDemo ? null : <SecondFactorPart account={data} />}
          <SessionsPart />
          <RolesPart memberships={memberships} />
          {companiesOf(memberships).map(({ id, name }) => (
            <ColleaguesPart key={id} organisationId={id} company={name} />
          ))}
        </div>
      )}
    </Page>
  );
}
