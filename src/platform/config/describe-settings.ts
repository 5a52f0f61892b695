import { settingsSchema } from "./settings.ts";

const SECRET = /PASSWORD|TOKEN|KEY$/;

/** One line per variable for `sambung config`: name, value (secrets masked), default or set, and description. */
export function describeSettings(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(settingsSchema.shape).map(([name, schema]) => {
    const raw = env[name];
    const isSet = raw !== undefined && raw !== "";
    const fallback = schema.safeParse(undefined);
    const shown = isSet ? maskValue(name, raw) : fallback.success ? String(fallback.data ?? "") : "";
    return `${name}=${shown}  # ${isSet ? "set" : "default"}: ${schema.description ?? ""}`;
  });
}

function maskValue(name: string, value: string): string {
  if (SECRET.test(name)) return "***";
  return value.replace(/\/\/.*@/, "//***@").replace(/(password=)[^&]*/gi, "$1***");
}
