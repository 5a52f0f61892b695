import type { z } from "zod";
import type { ApplicationResource, NumberResource } from "../twilio-api/index.ts";
import type { applicationSchema, numberSchema } from "./hook-contract.ts";
import { instantOf } from "./moment.ts";

const methodOf = (text: string): "GET" | "POST" => (text === "GET" ? "GET" : "POST");

type Hooks = Pick<
  ApplicationResource,
  "voiceUrl" | "voiceMethod" | "fallbackUrl" | "fallbackMethod" | "statusUrl" | "statusMethod"
>;

const hooksOf = ({ voiceUrl, voiceMethod, fallbackUrl, fallbackMethod, statusUrl, statusMethod }: Hooks) => ({
  voiceUrl,
  voiceMethod: methodOf(voiceMethod),
  fallbackUrl,
  fallbackMethod: methodOf(fallbackMethod),
  statusUrl,
  statusMethod: methodOf(statusMethod),
});

/** Maps an application to its API response. */
export function applicationView(application: ApplicationResource): z.infer<typeof applicationSchema> {
  const { id, name, createdAt, changedAt } = application;
  return {
    id,
    name,
    ...hooksOf(application),
    createdAt: instantOf(createdAt.getTime()),
    changedAt: instantOf(changedAt.getTime()),
  };
}

/** Maps a number to its API response. */
export function numberView(number: NumberResource): z.infer<typeof numberSchema> {
  const { code, label, applicationId, fallbackQueueId, smsUrl, smsFallbackUrl, createdAt, changedAt } = number;
  return {
    code,
    label,
    applicationId,
    fallbackQueueId,
    ...hooksOf(number),
    takesMessages: number.hasMessages,
    smsUrl,
    smsMethod: methodOf(number.smsMethod),
    smsFallbackUrl,
    smsFallbackMethod: methodOf(number.smsFallbackMethod),
    createdAt: instantOf(createdAt.getTime()),
    changedAt: changedAt === null ? null : instantOf(changedAt.getTime()),
  };
}
