/** Configuration: turns environment variables into one `Settings` value. */
export { describeSettings } from "./describe-settings.ts";
export { isLoopback, readSettings, type Settings, type SettingsRefusal } from "./settings.ts";
