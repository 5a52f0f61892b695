import { inviteIn } from "../../identity/wire.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { CredentialRules } from "../../regulation/index.ts";
import { keepListedAgent, QUEUE_COMMANDS } from "../../service/acd/queues/wire.ts";
import type { InvitationWork } from "../../service/admin/people-import/index.ts";
import type { PeopleWriters } from "../../service/admin/people-import/wire.ts";
import { addPhoneIn } from "../../service/telephony/phones/wire.ts";
import { LINES_CHANGED } from "../../service/tenancy/tenants/index.ts";

/** Writers of a user import: invitations, phones and agents, each implemented by its module. */
export function peopleWriters({
  kit,
  credentialRules,
  key,
  emergency,
}: {
  readonly kit: Kit;
  readonly credentialRules: CredentialRules;
  readonly key: Buffer;
  readonly emergency: ReadonlySet<string>;
}): PeopleWriters {
  const place = { organisationId: null, organisationName: null, team: null };
  return {
    invite: (trx, request, { locale, ...wish }: InvitationWork & { readonly tenantId: string }) =>
      inviteIn({ kit, credentialRules }, trx, request, { ...place, ...wish, ...(locale === null ? {} : { locale }) }),
    addPhone: (trx, requestContext, form) =>
      addPhoneIn({ kit, key, emergency }, trx, requestContext, { ...form, isEncrypted: false }),
    keepAgent: (trx, asking, agent) =>
      keepListedAgent(kit, trx, asking, { ...agent, queues: [...agent.queues], skills: { ...agent.skills } }),
    announce: () => {
      kit.changeFeed.announce(LINES_CHANGED);
      kit.changeFeed.announce(QUEUE_COMMANDS);
    },
  };
}
