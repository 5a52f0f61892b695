/** Configuration: environment variables in, one `Settings` value out. */
export { describeSettings } from "./describe-settings.ts";
export { isLoopback, readSettings, type Settings, type SettingsRefusal } from "./settings.ts";
