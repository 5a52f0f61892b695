/** The cloned databases of this process that are not dropped yet; every test file drops its own. */
export const openClones = new Set<string>();
