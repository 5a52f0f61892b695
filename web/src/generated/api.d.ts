export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process is alive */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process can serve */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures in Prometheus' text format */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                email: string;
                                /** @enum {string} */
                                locale: "id" | "en";
                                isDemo: boolean;
                                isEmailConfirmed: boolean;
                            } | null;
                            memberships: {
                                /** Format: uuid */
                                id: string;
                                role: string;
                                team: string | null;
                                organisationId: string | null;
                                organisationName: string | null;
                                acting: ("plh" | "plt") | null;
                                actingForName: string | null;
                                lastDay: string | null;
                            }[];
                            permissions: string[];
                            /** @enum {string} */
                            secondFactor: "not-needed" | "to-enrol" | "to-give" | "given";
                            installation: {
                                demonstration: boolean;
                                name: string;
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        /** Log in */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: email */
                        email: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                email: string;
                                /** @enum {string} */
                                locale: "id" | "en";
                                isDemo: boolean;
                                isEmailConfirmed: boolean;
                            } | null;
                            memberships: {
                                /** Format: uuid */
                                id: string;
                                role: string;
                                team: string | null;
                                organisationId: string | null;
                                organisationName: string | null;
                                acting: ("plh" | "plt") | null;
                                actingForName: string | null;
                                lastDay: string | null;
                            }[];
                            permissions: string[];
                            /** @enum {string} */
                            secondFactor: "not-needed" | "to-enrol" | "to-give" | "given";
                            installation: {
                                demonstration: boolean;
                                name: string;
                            };
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Log out */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People and their roles */
        get: {
            parameters: {
                query?: {
                    search?: string;
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            items: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                email: string;
                                isDemo: boolean;
                                disabledAt: string | null;
                                memberships: {
                                    /** Format: uuid */
                                    id: string;
                                    role: string;
                                    team: string | null;
                                    organisationId: string | null;
                                    organisationName: string | null;
                                    acting: ("plh" | "plt") | null;
                                    actingForName: string | null;
                                    lastDay: string | null;
                                }[];
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Sign up */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: email */
                        email: string;
                        name: string;
                        password: string;
                        /**
                         * @default id
                         * @enum {string}
                         */
                        locale?: "id" | "en";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                email: string;
                                /** @enum {string} */
                                locale: "id" | "en";
                                isDemo: boolean;
                                isEmailConfirmed: boolean;
                            } | null;
                            memberships: {
                                /** Format: uuid */
                                id: string;
                                role: string;
                                team: string | null;
                                organisationId: string | null;
                                organisationName: string | null;
                                acting: ("plh" | "plt") | null;
                                actingForName: string | null;
                                lastDay: string | null;
                            }[];
                            permissions: string[];
                            /** @enum {string} */
                            secondFactor: "not-needed" | "to-enrol" | "to-give" | "given";
                            installation: {
                                demonstration: boolean;
                                name: string;
                            };
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/first-administrator": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the first administrator by the one-time link */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        token: string;
                        /** Format: email */
                        email: string;
                        name: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                email: string;
                                /** @enum {string} */
                                locale: "id" | "en";
                                isDemo: boolean;
                                isEmailConfirmed: boolean;
                            } | null;
                            memberships: {
                                /** Format: uuid */
                                id: string;
                                role: string;
                                team: string | null;
                                organisationId: string | null;
                                organisationName: string | null;
                                acting: ("plh" | "plt") | null;
                                actingForName: string | null;
                                lastDay: string | null;
                            }[];
                            permissions: string[];
                            /** @enum {string} */
                            secondFactor: "not-needed" | "to-enrol" | "to-give" | "given";
                            installation: {
                                demonstration: boolean;
                                name: string;
                            };
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/memberships": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a role */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        role: "applicant-owner" | "applicant-staff" | "consultant" | "account-verifier" | "front-desk" | "evaluator" | "sub-coordinator" | "coordinator" | "director" | "test-team" | "administrator" | "operator-administrator";
                        /** @default null */
                        team?: ("numbering" | "licensing" | "tests") | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/memberships/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a role */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/delegations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Acting officers */
        get: {
            parameters: {
                query?: {
                    state?: "open" | "all";
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            items: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                acting: "plh" | "plt";
                                role: string;
                                team: string | null;
                                person: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                                forPerson: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                } | null;
                                firstDay: string;
                                lastDay: string;
                                reason: string;
                                letterNumber: string;
                                namedBy: string | null;
                                /** @enum {string} */
                                state: "to-come" | "in-force" | "over" | "ended";
                                endedAt: string | null;
                                mayEnd: boolean;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Name an acting officer */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        role: "sub-coordinator" | "coordinator" | "director";
                        /** @default null */
                        team?: ("numbering" | "licensing" | "tests") | null;
                        forPersonId: string | null;
                        /** @enum {string} */
                        acting: "plh" | "plt";
                        /** Format: uuid */
                        personId: string;
                        /** Format: date */
                        firstDay: string;
                        /** Format: date */
                        lastDay: string;
                        reason: string;
                        letterNumber: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/delegations/choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Offices that may be delegated, and who could act in them */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            offices: {
                                role: string;
                                team: string | null;
                                holder: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                } | null;
                                isVacant: boolean;
                            }[];
                            officers: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                roles: string[];
                            }[];
                            daysMax: {
                                plh: number;
                                plt: number;
                            };
                            firstDayMin: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/delegations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End an acting officer's time early */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to enrol an authenticator */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            secret: string;
                            uri: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/second-factor/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm the authenticator by a code */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            recoveryCodes: string[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give the second factor */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                email: string;
                                /** @enum {string} */
                                locale: "id" | "en";
                                isDemo: boolean;
                                isEmailConfirmed: boolean;
                            } | null;
                            memberships: {
                                /** Format: uuid */
                                id: string;
                                role: string;
                                team: string | null;
                                organisationId: string | null;
                                organisationName: string | null;
                                acting: ("plh" | "plt") | null;
                                actingForName: string | null;
                                lastDay: string | null;
                            }[];
                            permissions: string[];
                            /** @enum {string} */
                            secondFactor: "not-needed" | "to-enrol" | "to-give" | "given";
                            installation: {
                                demonstration: boolean;
                                name: string;
                            };
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a lost second factor away */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/saved-views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My saved views of a list */
        get: {
            parameters: {
                query: {
                    list: "applications" | "verifications" | "calls" | "licences";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                query: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Keep a view of a list under a name */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        list: "applications" | "verifications" | "calls" | "licences";
                        name: string;
                        query: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/saved-views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove one of my views */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My account */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            email: string;
                            /** @enum {string} */
                            locale: "id" | "en";
                            isDemo: boolean;
                            isEmailConfirmed: boolean;
                            pendingEmail: {
                                email: string;
                                /** Format: date-time */
                                expiresAt: string;
                            } | null;
                            secondFactor: {
                                enrolledAt: string | null;
                                recoveryCodesLeft: number;
                                isRequired: boolean;
                            };
                            passwordStrengthMin: number;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Change my name and language */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        /** @enum {string} */
                        locale: "id" | "en";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            /** @enum {string} */
                            locale: "id" | "en";
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/email-confirmations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm an e-mail address by its mailed link */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        token: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            kind: "confirmed" | "changed";
                            email: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/email/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mail the confirming link again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change my e-mail address; it counts once the new one is confirmed */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: email */
                        email: string;
                        currentPassword: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Leave my e-mail address as it is */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/password-resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a link that sets a new password; the answer is the same for every address */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: email */
                        email: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/password-resets/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether a mailed link still sets a password; it is not used up */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        token: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            expiresAt: string;
                            email: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/password-resets/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a new password by a mailed link */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        token: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change my password; every other session ends */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        currentPassword: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My sessions */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: uuid */
                                id: string;
                                browser: string | null;
                                system: string | null;
                                /** @enum {string} */
                                kind: "desktop" | "phone" | "tablet" | "unknown";
                                /** Format: date-time */
                                since: string;
                                /** Format: date-time */
                                lastSeen: string;
                                isThis: boolean;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of my sessions */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/other-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End all my sessions but this one */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            ended: number;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/second-factor/renewal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to replace my authenticator; the old one counts until the new one is confirmed */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        currentPassword: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            secret: string;
                            uri: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/second-factor/renewal/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm my new authenticator by a code of it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            recoveryCodes: string[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/second-factor/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make new recovery codes; the old ones end */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            recoveryCodes: string[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/second-factor/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do without a second factor */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colleagues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The people of my company */
        get: {
            parameters: {
                query: {
                    organisationId: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            people: {
                                /** Format: uuid */
                                membershipId: string;
                                name: string;
                                email: string;
                                role: string;
                                /** Format: date-time */
                                since: string;
                                isYou: boolean;
                                mayEnd: boolean;
                            }[];
                            invitations: {
                                /** Format: uuid */
                                id: string;
                                email: string;
                                role: string;
                                team: string | null;
                                /** @enum {string} */
                                state: "open" | "over" | "accepted" | "withdrawn";
                                invitedBy: string;
                                /** Format: date-time */
                                sentAt: string;
                                /** Format: date-time */
                                expiresAt: string;
                            }[];
                            mayInvite: boolean;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/company-invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Invite a colleague */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: uuid */
                        organisationId: string;
                        /** Format: email */
                        email: string;
                        /** @enum {string} */
                        role: "applicant-owner" | "applicant-staff";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/colleagues/{membershipId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End somebody's role in my company, or my own */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    membershipId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/company-invitations/{id}/again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mail an invitation again, with a new link */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/company-invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Withdraw an invitation */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/officer-invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Officers who are invited */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: uuid */
                                id: string;
                                email: string;
                                role: string;
                                team: string | null;
                                /** @enum {string} */
                                state: "open" | "over" | "accepted" | "withdrawn";
                                invitedBy: string;
                                /** Format: date-time */
                                sentAt: string;
                                /** Format: date-time */
                                expiresAt: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Invite an officer */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: email */
                        email: string;
                        /** @enum {string} */
                        role: "applicant-owner" | "applicant-staff" | "consultant" | "account-verifier" | "front-desk" | "evaluator" | "sub-coordinator" | "coordinator" | "director" | "test-team" | "administrator" | "operator-administrator";
                        /** @default null */
                        team?: ("numbering" | "licensing" | "tests") | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/officer-invitations/{id}/again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mail an invitation again, with a new link */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/officer-invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Withdraw an invitation */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What an invitation is to; it is not used up */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        token: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            email: string;
                            role: string;
                            team: string | null;
                            organisationName: string | null;
                            invitedBy: string;
                            /** Format: date-time */
                            expiresAt: string;
                            hasAccount: boolean;
                            isYou: boolean;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept an invitation as who I am */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        token: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/new-person": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept an invitation as somebody new */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        token: string;
                        name: string;
                        password: string;
                        /**
                         * @default id
                         * @enum {string}
                         */
                        locale?: "id" | "en";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            person: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                email: string;
                                /** @enum {string} */
                                locale: "id" | "en";
                                isDemo: boolean;
                                isEmailConfirmed: boolean;
                            } | null;
                            memberships: {
                                /** Format: uuid */
                                id: string;
                                role: string;
                                team: string | null;
                                organisationId: string | null;
                                organisationName: string | null;
                                acting: ("plh" | "plt") | null;
                                actingForName: string | null;
                                lastDay: string | null;
                            }[];
                            permissions: string[];
                            /** @enum {string} */
                            secondFactor: "not-needed" | "to-enrol" | "to-give" | "given";
                            installation: {
                                demonstration: boolean;
                                name: string;
                            };
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload a PDF */
        post: {
            parameters: {
                query: {
                    purpose: "deed" | "letter" | "nib" | "legal-basis" | "assignment" | "authority" | "evidence" | "licence" | "licence-paper" | "test-paper" | "izin-by-hand";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            sha256: string;
                            bytes: number;
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/files/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a file */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mailbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All mails of a local installation */
        get: {
            parameters: {
                query?: {
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            items: {
                                /** Format: uuid */
                                id: string;
                                to: string;
                                subject: string;
                                text: string;
                                /** Format: date-time */
                                createdAt: string;
                                /** @enum {string} */
                                state: "queued" | "in-mailbox" | "deferred" | "sent" | "failed";
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your own messages */
        get: {
            parameters: {
                query?: {
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            unread: number;
                            items: {
                                /** Format: uuid */
                                id: string;
                                to: string;
                                subject: string;
                                text: string;
                                /** Format: date-time */
                                createdAt: string;
                                /** @enum {string} */
                                state: "queued" | "in-mailbox" | "deferred" | "sent" | "failed";
                                readAt: string | null;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many messages you have not read */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            unread: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark a message as read */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notices/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark all messages as read */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Mails and what became of them */
        get: {
            parameters: {
                query?: {
                    state?: "trouble" | "all" | "queued" | "in-mailbox" | "deferred" | "sent" | "failed";
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            isSmtpSet: boolean;
                            items: {
                                /** Format: uuid */
                                id: string;
                                to: string;
                                subject: string;
                                /** @enum {string} */
                                state: "queued" | "in-mailbox" | "deferred" | "sent" | "failed";
                                attempts: number;
                                answer: string | null;
                                /** Format: date-time */
                                createdAt: string;
                                lastAttemptAt: string | null;
                                sentAt: string | null;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mails/{id}/again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a mail again that waits or failed */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Audit entries, newest first */
        get: {
            parameters: {
                query?: {
                    subject?: string;
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            items: {
                                /** Format: uuid */
                                id: string;
                                /** Format: date-time */
                                at: string;
                                actorName: string | null;
                                role: string | null;
                                action: string;
                                subjectKind: string;
                                subjectId: string;
                                detail: {
                                    [key: string]: unknown;
                                };
                                requestId: string | null;
                                seal: number | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every rule in force and its source */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date */
                            asOf: string;
                            version: string;
                            rules: {
                                id: string;
                                group: string;
                                value: unknown;
                                unit: string;
                                clause: string;
                                source: string;
                                sourceTitle: string | null;
                                /** @enum {string} */
                                standing: "confirmed" | "assumed";
                                /** Format: date */
                                validFrom: string;
                                validTo: string | null;
                            }[];
                            calendars: {
                                year: number;
                                decree: string;
                                /** @enum {string} */
                                standing: "confirmed" | "assumed";
                                holidays: {
                                    /** Format: date */
                                    date: string;
                                    /** @enum {string} */
                                    kind: "national" | "joint-leave";
                                    name: string;
                                }[];
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licence-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requirements of the licence and the values it is checked by */
        get: {
            parameters: {
                query?: {
                    version?: string;
                    date?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            version: string;
                            readonly requirements: {
                                key: string;
                                /** @enum {string} */
                                kind: "form" | "file" | "declaration" | "record";
                                /** @enum {string} */
                                stage: "application" | "test" | "output";
                                when: {
                                    readonly any: ("pbx" | "ip-pbx" | "cpaas" | "cloud" | "sms-a2p" | "own-licence" | "no-decree" | "foreign-shareholder" | "government")[];
                                    readonly all: ("pbx" | "ip-pbx" | "cpaas" | "cloud" | "sms-a2p" | "own-licence" | "no-decree" | "foreign-shareholder" | "government")[];
                                    readonly none: ("pbx" | "ip-pbx" | "cpaas" | "cloud" | "sms-a2p" | "own-licence" | "no-decree" | "foreign-shareholder" | "government")[];
                                };
                                readonly parts: {
                                    part: string;
                                    when: {
                                        readonly any: ("pbx" | "ip-pbx" | "cpaas" | "cloud" | "sms-a2p" | "own-licence" | "no-decree" | "foreign-shareholder" | "government")[];
                                        readonly all: ("pbx" | "ip-pbx" | "cpaas" | "cloud" | "sms-a2p" | "own-licence" | "no-decree" | "foreign-shareholder" | "government")[];
                                        readonly none: ("pbx" | "ip-pbx" | "cpaas" | "cloud" | "sms-a2p" | "own-licence" | "no-decree" | "foreign-shareholder" | "government")[];
                                    };
                                }[];
                                readonly slots: ({
                                    slot: string;
                                    files: {
                                        readonly types: string[];
                                        megabytesMax: number;
                                    };
                                    when: {
                                        readonly any: ("pbx" | "ip-pbx" | "cpaas" | "cloud" | "sms-a2p" | "own-licence" | "no-decree" | "foreign-shareholder" | "government")[];
                                        readonly all: ("pbx" | "ip-pbx" | "cpaas" | "cloud" | "sms-a2p" | "own-licence" | "no-decree" | "foreign-shareholder" | "government")[];
                                        readonly none: ("pbx" | "ip-pbx" | "cpaas" | "cloud" | "sms-a2p" | "own-licence" | "no-decree" | "foreign-shareholder" | "government")[];
                                    };
                                    isOptional: boolean;
                                    readonly stated: ("number" | "issuedOn" | "validUntil")[];
                                    validDaysRule: string | null;
                                } | {
                                    row: string;
                                    /** @enum {string} */
                                    kind: "agreement" | "certificate" | "photo" | "proof" | "evidence";
                                    readonly where: {
                                        field: string;
                                        readonly in: (string | boolean)[];
                                    }[];
                                    files: {
                                        readonly types: string[];
                                        megabytesMax: number;
                                    };
                                    when: {
                                        readonly any: ("pbx" | "ip-pbx" | "cpaas" | "cloud" | "sms-a2p" | "own-licence" | "no-decree" | "foreign-shareholder" | "government")[];
                                        readonly all: ("pbx" | "ip-pbx" | "cpaas" | "cloud" | "sms-a2p" | "own-licence" | "no-decree" | "foreign-shareholder" | "government")[];
                                        readonly none: ("pbx" | "ip-pbx" | "cpaas" | "cloud" | "sms-a2p" | "own-licence" | "no-decree" | "foreign-shareholder" | "government")[];
                                    };
                                    isOptional: boolean;
                                    readonly stated: ("number" | "issuedOn" | "validUntil")[];
                                    validDaysRule: string | null;
                                })[];
                                template: {
                                    id: string;
                                    version: string;
                                    isRequired: boolean;
                                } | null;
                                readonly declarations: string[];
                                readonly rules: string[];
                                clause: string;
                                source: string;
                                /** @enum {string} */
                                standing: "confirmed" | "assumed";
                            }[];
                            readonly functions: {
                                key: string;
                                when: {
                                    readonly any: ("pbx" | "ip-pbx" | "cpaas" | "cloud" | "sms-a2p" | "own-licence" | "no-decree" | "foreign-shareholder" | "government")[];
                                    readonly all: ("pbx" | "ip-pbx" | "cpaas" | "cloud" | "sms-a2p" | "own-licence" | "no-decree" | "foreign-shareholder" | "government")[];
                                    readonly none: ("pbx" | "ip-pbx" | "cpaas" | "cloud" | "sms-a2p" | "own-licence" | "no-decree" | "foreign-shareholder" | "government")[];
                                };
                            }[];
                            values: {
                                readonly kbliNames: string[];
                                firstYearE1: number;
                                linesPerE1: number;
                                bankFundsPercent: number;
                                shareLockPercent: number;
                                shareholdingTiers: number;
                                needsCertificates: boolean;
                                agreementMonthsLeft: number;
                                expectsCloudInIndonesia: boolean;
                                validDays: {
                                    [key: string]: number;
                                };
                            };
                            citations: {
                                [key: string]: {
                                    id: string;
                                    clause: string;
                                    /** @enum {string} */
                                    standing: "confirmed" | "assumed";
                                };
                            };
                        };
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/nib-lookups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask OSS about a NIB */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        nib: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            nib: string;
                            name: string;
                            npwp: string;
                            companyKind: string;
                            address: string;
                            city: string;
                            province: string;
                            nibStatus: string;
                            kbli: {
                                code: string;
                                title: string;
                                risk: string;
                            }[];
                            alreadyRegistered: boolean;
                            /** @enum {string} */
                            account: "none" | "unclaimed" | "yours" | "others";
                            faults: {
                                code: string;
                                message: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register a business or a government body */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @default business
                         * @enum {string}
                         */
                        kind?: "business" | "government";
                        /**
                         * @default oss
                         * @enum {string}
                         */
                        source?: "oss" | "stated";
                        /** @default  */
                        nib?: string;
                        npwp: string;
                        /** @default null */
                        facts?: {
                            name: string;
                            companyKind: string;
                            address: string;
                            city: string;
                            province: string;
                            /**
                             * @default unknown
                             * @enum {string}
                             */
                            risk?: "low" | "medium-low" | "medium-high" | "high" | "unknown";
                        } | null;
                        /** @default null */
                        legalBasis?: {
                            /** @enum {string} */
                            kind: "law" | "government-regulation" | "presidential-regulation" | "presidential-decree" | "ministerial-regulation" | "regional-regulation" | "head-of-region-regulation" | "other-decree";
                            number: string;
                            year: number;
                            subject: string;
                        } | null;
                        /** @default null */
                        deedFileId?: string | null;
                        /** @default null */
                        nibFileId?: string | null;
                        /** @default null */
                        legalBasisFileId?: string | null;
                        /** @default null */
                        assignmentFileId?: string | null;
                        /** @default null */
                        authority?: {
                            /** Format: uuid */
                            fileId: string;
                            /** Format: date */
                            validFrom: string;
                            /** Format: date */
                            validTo: string;
                            scope: string;
                        } | null;
                        phone: string;
                        personInCharge: {
                            name: string;
                            position: string;
                            /** Format: email */
                            email: string;
                            phone: string;
                            /**
                             * @default director
                             * @enum {string}
                             */
                            standing?: "director" | "assigned";
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            state: "submitted" | "returned" | "verified";
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organisations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One company I act for */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "business" | "government";
                            name: string;
                            nib: string | null;
                            npwp: string;
                            /** @enum {string} */
                            state: "submitted" | "returned" | "verified";
                            /** @enum {string} */
                            recordSource: "oss" | "stated";
                            legalBasis: {
                                /** @enum {string} */
                                kind: "law" | "government-regulation" | "presidential-regulation" | "presidential-decree" | "ministerial-regulation" | "regional-regulation" | "head-of-region-regulation" | "other-decree";
                                number: string;
                                year: number;
                                subject: string;
                            } | null;
                            companyKind: string;
                            address: string;
                            city: string;
                            province: string;
                            nibStatus: string;
                            kbli: {
                                code: string;
                                title: string;
                                risk: string;
                            }[];
                            phone: string;
                            personInCharge: {
                                name: string;
                                position: string;
                                email: string;
                                phone: string;
                                /** @enum {string} */
                                standing: "director" | "assigned";
                            };
                            deedFileId: string | null;
                            nibFileId: string | null;
                            legalBasisFileId: string | null;
                            assignmentFileId: string | null;
                            returnedReasons: {
                                field: string;
                                text: string;
                                remedy: string;
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                            }[];
                            /** Format: date-time */
                            submittedAt: string;
                            decidedAt: string | null;
                            promise: {
                                workingDays: number;
                                usedDays: number;
                                /** Format: date */
                                dueDate: string;
                                provisional: boolean;
                                /** @enum {string} */
                                state: "running" | "paused" | "stopped" | "kept" | "late";
                                /** @enum {string} */
                                holder: "ministry" | "applicant";
                                /** Format: date-time */
                                startedAt: string;
                                restarts: number;
                                pausedSpans: {
                                    /** Format: date */
                                    fromDate: string;
                                    toDate: string | null;
                                    workingDays: number;
                                }[];
                            };
                            version: number;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Send a returned registration again */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @default business
                         * @enum {string}
                         */
                        kind?: "business" | "government";
                        /**
                         * @default oss
                         * @enum {string}
                         */
                        source?: "oss" | "stated";
                        /** @default  */
                        nib?: string;
                        npwp: string;
                        /** @default null */
                        facts?: {
                            name: string;
                            companyKind: string;
                            address: string;
                            city: string;
                            province: string;
                            /**
                             * @default unknown
                             * @enum {string}
                             */
                            risk?: "low" | "medium-low" | "medium-high" | "high" | "unknown";
                        } | null;
                        /** @default null */
                        legalBasis?: {
                            /** @enum {string} */
                            kind: "law" | "government-regulation" | "presidential-regulation" | "presidential-decree" | "ministerial-regulation" | "regional-regulation" | "head-of-region-regulation" | "other-decree";
                            number: string;
                            year: number;
                            subject: string;
                        } | null;
                        /** @default null */
                        deedFileId?: string | null;
                        /** @default null */
                        nibFileId?: string | null;
                        /** @default null */
                        legalBasisFileId?: string | null;
                        /** @default null */
                        assignmentFileId?: string | null;
                        /** @default null */
                        authority?: {
                            /** Format: uuid */
                            fileId: string;
                            /** Format: date */
                            validFrom: string;
                            /** Format: date */
                            validTo: string;
                            scope: string;
                        } | null;
                        phone: string;
                        personInCharge: {
                            name: string;
                            position: string;
                            /** Format: email */
                            email: string;
                            phone: string;
                            /**
                             * @default director
                             * @enum {string}
                             */
                            standing?: "director" | "assigned";
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            state: "submitted" | "returned" | "verified";
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organisations/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The companies I act for */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                kind: "business" | "government";
                                name: string;
                                nib: string | null;
                                npwp: string;
                                /** @enum {string} */
                                state: "submitted" | "returned" | "verified";
                                /** @enum {string} */
                                recordSource: "oss" | "stated";
                                legalBasis: {
                                    /** @enum {string} */
                                    kind: "law" | "government-regulation" | "presidential-regulation" | "presidential-decree" | "ministerial-regulation" | "regional-regulation" | "head-of-region-regulation" | "other-decree";
                                    number: string;
                                    year: number;
                                    subject: string;
                                } | null;
                                companyKind: string;
                                address: string;
                                city: string;
                                province: string;
                                nibStatus: string;
                                kbli: {
                                    code: string;
                                    title: string;
                                    risk: string;
                                }[];
                                phone: string;
                                personInCharge: {
                                    name: string;
                                    position: string;
                                    email: string;
                                    phone: string;
                                    /** @enum {string} */
                                    standing: "director" | "assigned";
                                };
                                deedFileId: string | null;
                                nibFileId: string | null;
                                legalBasisFileId: string | null;
                                assignmentFileId: string | null;
                                returnedReasons: {
                                    field: string;
                                    text: string;
                                    remedy: string;
                                    rule: {
                                        id: string;
                                        clause: string;
                                        standing: string;
                                    } | null;
                                }[];
                                /** Format: date-time */
                                submittedAt: string;
                                decidedAt: string | null;
                                promise: {
                                    workingDays: number;
                                    usedDays: number;
                                    /** Format: date */
                                    dueDate: string;
                                    provisional: boolean;
                                    /** @enum {string} */
                                    state: "running" | "paused" | "stopped" | "kept" | "late";
                                    /** @enum {string} */
                                    holder: "ministry" | "applicant";
                                    /** Format: date-time */
                                    startedAt: string;
                                    restarts: number;
                                    pausedSpans: {
                                        /** Format: date */
                                        fromDate: string;
                                        toDate: string | null;
                                        workingDays: number;
                                    }[];
                                };
                                version: number;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/verifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Registrations by search */
        get: {
            parameters: {
                query?: {
                    search?: string;
                    state?: "submitted" | "returned" | "verified";
                    promise?: "at-risk" | "late" | "kept" | "missed";
                    endedFrom?: string;
                    endedTo?: string;
                    sort?: "due" | "-due" | "submitted" | "-submitted" | "name" | "-name";
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            items: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                kind: "business" | "government";
                                name: string;
                                nib: string | null;
                                npwp: string;
                                /** @enum {string} */
                                state: "submitted" | "returned" | "verified";
                                /** @enum {string} */
                                recordSource: "oss" | "stated";
                                legalBasis: {
                                    /** @enum {string} */
                                    kind: "law" | "government-regulation" | "presidential-regulation" | "presidential-decree" | "ministerial-regulation" | "regional-regulation" | "head-of-region-regulation" | "other-decree";
                                    number: string;
                                    year: number;
                                    subject: string;
                                } | null;
                                companyKind: string;
                                address: string;
                                city: string;
                                province: string;
                                nibStatus: string;
                                kbli: {
                                    code: string;
                                    title: string;
                                    risk: string;
                                }[];
                                phone: string;
                                personInCharge: {
                                    name: string;
                                    position: string;
                                    email: string;
                                    phone: string;
                                    /** @enum {string} */
                                    standing: "director" | "assigned";
                                };
                                deedFileId: string | null;
                                nibFileId: string | null;
                                legalBasisFileId: string | null;
                                assignmentFileId: string | null;
                                returnedReasons: {
                                    field: string;
                                    text: string;
                                    remedy: string;
                                    rule: {
                                        id: string;
                                        clause: string;
                                        standing: string;
                                    } | null;
                                }[];
                                /** Format: date-time */
                                submittedAt: string;
                                decidedAt: string | null;
                                promise: {
                                    workingDays: number;
                                    usedDays: number;
                                    /** Format: date */
                                    dueDate: string;
                                    provisional: boolean;
                                    /** @enum {string} */
                                    state: "running" | "paused" | "stopped" | "kept" | "late";
                                    /** @enum {string} */
                                    holder: "ministry" | "applicant";
                                    /** Format: date-time */
                                    startedAt: string;
                                    restarts: number;
                                    pausedSpans: {
                                        /** Format: date */
                                        fromDate: string;
                                        toDate: string | null;
                                        workingDays: number;
                                    }[];
                                };
                                version: number;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/verifications/{organisationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One registration, as a verifier compares it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    organisationId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "business" | "government";
                            name: string;
                            nib: string | null;
                            npwp: string;
                            /** @enum {string} */
                            state: "submitted" | "returned" | "verified";
                            /** @enum {string} */
                            recordSource: "oss" | "stated";
                            legalBasis: {
                                /** @enum {string} */
                                kind: "law" | "government-regulation" | "presidential-regulation" | "presidential-decree" | "ministerial-regulation" | "regional-regulation" | "head-of-region-regulation" | "other-decree";
                                number: string;
                                year: number;
                                subject: string;
                            } | null;
                            companyKind: string;
                            address: string;
                            city: string;
                            province: string;
                            nibStatus: string;
                            kbli: {
                                code: string;
                                title: string;
                                risk: string;
                            }[];
                            phone: string;
                            personInCharge: {
                                name: string;
                                position: string;
                                email: string;
                                phone: string;
                                /** @enum {string} */
                                standing: "director" | "assigned";
                            };
                            deedFileId: string | null;
                            nibFileId: string | null;
                            legalBasisFileId: string | null;
                            assignmentFileId: string | null;
                            returnedReasons: {
                                field: string;
                                text: string;
                                remedy: string;
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                            }[];
                            /** Format: date-time */
                            submittedAt: string;
                            decidedAt: string | null;
                            promise: {
                                workingDays: number;
                                usedDays: number;
                                /** Format: date */
                                dueDate: string;
                                provisional: boolean;
                                /** @enum {string} */
                                state: "running" | "paused" | "stopped" | "kept" | "late";
                                /** @enum {string} */
                                holder: "ministry" | "applicant";
                                /** Format: date-time */
                                startedAt: string;
                                restarts: number;
                                pausedSpans: {
                                    /** Format: date */
                                    fromDate: string;
                                    toDate: string | null;
                                    workingDays: number;
                                }[];
                            };
                            version: number;
                            oss: {
                                nib: string;
                                name: string;
                                npwp: string;
                                companyKind: string;
                                address: string;
                                city: string;
                                province: string;
                                nibStatus: string;
                                kbli: {
                                    code: string;
                                    title: string;
                                    risk: string;
                                }[];
                            } | null;
                            notices: {
                                code: string;
                                message: string;
                            }[];
                            lookAlikes: {
                                /** Format: uuid */
                                organisationId: string;
                                name: string;
                                nib: string | null;
                                /** @enum {string} */
                                state: "submitted" | "returned" | "verified";
                                by: ("npwp" | "phone" | "document")[];
                            }[];
                            codes: {
                                code: string;
                                state: string;
                            }[];
                            imported: {
                                npwp: string;
                                name: string;
                                email: string;
                                licences: {
                                    number: string;
                                    /** Format: date */
                                    grantedOn: string;
                                    standing: string;
                                }[];
                            } | null;
                            authority: {
                                /** Format: uuid */
                                id: string;
                                /** Format: uuid */
                                organisationId: string;
                                organisationName: string;
                                nib: string | null;
                                personName: string;
                                personEmail: string;
                                /** Format: uuid */
                                fileId: string;
                                /** Format: date */
                                validFrom: string;
                                /** Format: date */
                                validTo: string;
                                scope: string;
                                /** @enum {string} */
                                state: "offered" | "accepted" | "refused" | "withdrawn";
                                isInForce: boolean;
                                isWithRegistration: boolean;
                                reason: string | null;
                                /** Format: date-time */
                                offeredAt: string;
                                version: number;
                            } | null;
                            disputeId: string | null;
                            mayDecide: boolean;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/verifications/{organisationId}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept or return a registration */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    organisationId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        expectedVersion: number;
                        /** @enum {string} */
                        verdict: "accept" | "return";
                        /** @default [] */
                        reasons?: {
                            field: string;
                            text: string;
                            /** @default  */
                            remedy?: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "business" | "government";
                            name: string;
                            nib: string | null;
                            npwp: string;
                            /** @enum {string} */
                            state: "submitted" | "returned" | "verified";
                            /** @enum {string} */
                            recordSource: "oss" | "stated";
                            legalBasis: {
                                /** @enum {string} */
                                kind: "law" | "government-regulation" | "presidential-regulation" | "presidential-decree" | "ministerial-regulation" | "regional-regulation" | "head-of-region-regulation" | "other-decree";
                                number: string;
                                year: number;
                                subject: string;
                            } | null;
                            companyKind: string;
                            address: string;
                            city: string;
                            province: string;
                            nibStatus: string;
                            kbli: {
                                code: string;
                                title: string;
                                risk: string;
                            }[];
                            phone: string;
                            personInCharge: {
                                name: string;
                                position: string;
                                email: string;
                                phone: string;
                                /** @enum {string} */
                                standing: "director" | "assigned";
                            };
                            deedFileId: string | null;
                            nibFileId: string | null;
                            legalBasisFileId: string | null;
                            assignmentFileId: string | null;
                            returnedReasons: {
                                field: string;
                                text: string;
                                remedy: string;
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                            }[];
                            /** Format: date-time */
                            submittedAt: string;
                            decidedAt: string | null;
                            promise: {
                                workingDays: number;
                                usedDays: number;
                                /** Format: date */
                                dueDate: string;
                                provisional: boolean;
                                /** @enum {string} */
                                state: "running" | "paused" | "stopped" | "kept" | "late";
                                /** @enum {string} */
                                holder: "ministry" | "applicant";
                                /** Format: date-time */
                                startedAt: string;
                                restarts: number;
                                pausedSpans: {
                                    /** Format: date */
                                    fromDate: string;
                                    toDate: string | null;
                                    workingDays: number;
                                }[];
                            };
                            version: number;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/verifications/{organisationId}/oss-reading": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What OSS says now, held against a registration */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    organisationId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            state: "read" | "no-nib" | "unknown" | "not-configured" | "unavailable";
                            /** Format: date-time */
                            readAt: string;
                            lines: {
                                line: string;
                                registered: string;
                                oss: string;
                                /** @enum {string} */
                                verdict: "match" | "differs" | "not-said";
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/verifications/{organisationId}/oss-record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take what OSS says now into a registration */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    organisationId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        expectedVersion: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "business" | "government";
                            name: string;
                            nib: string | null;
                            npwp: string;
                            /** @enum {string} */
                            state: "submitted" | "returned" | "verified";
                            /** @enum {string} */
                            recordSource: "oss" | "stated";
                            legalBasis: {
                                /** @enum {string} */
                                kind: "law" | "government-regulation" | "presidential-regulation" | "presidential-decree" | "ministerial-regulation" | "regional-regulation" | "head-of-region-regulation" | "other-decree";
                                number: string;
                                year: number;
                                subject: string;
                            } | null;
                            companyKind: string;
                            address: string;
                            city: string;
                            province: string;
                            nibStatus: string;
                            kbli: {
                                code: string;
                                title: string;
                                risk: string;
                            }[];
                            phone: string;
                            personInCharge: {
                                name: string;
                                position: string;
                                email: string;
                                phone: string;
                                /** @enum {string} */
                                standing: "director" | "assigned";
                            };
                            deedFileId: string | null;
                            nibFileId: string | null;
                            legalBasisFileId: string | null;
                            assignmentFileId: string | null;
                            returnedReasons: {
                                field: string;
                                text: string;
                                remedy: string;
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                            }[];
                            /** Format: date-time */
                            submittedAt: string;
                            decidedAt: string | null;
                            promise: {
                                workingDays: number;
                                usedDays: number;
                                /** Format: date */
                                dueDate: string;
                                provisional: boolean;
                                /** @enum {string} */
                                state: "running" | "paused" | "stopped" | "kept" | "late";
                                /** @enum {string} */
                                holder: "ministry" | "applicant";
                                /** Format: date-time */
                                startedAt: string;
                                restarts: number;
                                pausedSpans: {
                                    /** Format: date */
                                    fromDate: string;
                                    toDate: string | null;
                                    workingDays: number;
                                }[];
                            };
                            version: number;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/kl/rba/receiveNIB": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * OSS RBA tells about a NIB (receiveNIB)
         * @description Header `Token` = SHA1(username + password + NIB + date as Ymd in Jakarta); yesterday's and tomorrow's count too.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": ({
                        dataNIB?: unknown;
                    } & {
                        [key: string]: unknown;
                    }) | null;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            responreceiveNIB: {
                                /** @enum {string} */
                                status: "1" | "2";
                                keterangan: string;
                            };
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            responreceiveNIB: {
                                /** @enum {string} */
                                status: "1" | "2";
                                keterangan: string;
                            };
                        };
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            responreceiveNIB: {
                                /** @enum {string} */
                                status: "1" | "2";
                                keterangan: string;
                            };
                        };
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            responreceiveNIB: {
                                /** @enum {string} */
                                status: "1" | "2";
                                keterangan: string;
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/kl/rba/receiveFileDS": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * OSS RBA tells that an Izin is signed (receiveFileDS)
         * @description Header `Token` as for receiveNIB, made with the NIB of the message.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": ({
                        receiveFileDS?: unknown;
                    } & {
                        [key: string]: unknown;
                    }) | null;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            responreceiveFileDS: {
                                /** @enum {string} */
                                status: "1" | "2";
                                keterangan: string;
                            };
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            responreceiveFileDS: {
                                /** @enum {string} */
                                status: "1" | "2";
                                keterangan: string;
                            };
                        };
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            responreceiveFileDS: {
                                /** @enum {string} */
                                status: "1" | "2";
                                keterangan: string;
                            };
                        };
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            responreceiveFileDS: {
                                /** @enum {string} */
                                status: "1" | "2";
                                keterangan: string;
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licences/{id}/oss-handover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the upload of the SKLO to OSS stands */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            state: "none" | "to-upload" | "seen" | "granted";
                            isConfigured: boolean;
                            isLinked: boolean;
                            licenseId: string | null;
                            sklo: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                bytes: number;
                            } | null;
                            ossPage: string | null;
                            openedAt: string | null;
                            saidAt: string | null;
                            saidByName: string | null;
                            seenAt: string | null;
                            refusal: {
                                /** Format: date-time */
                                at: string;
                                reason: string;
                            } | null;
                            grantedAt: string | null;
                            lookedAt: string | null;
                            nextLookAt: string | null;
                            licence: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                            } | null;
                            mayWrite: boolean;
                        };
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licences/{id}/oss-handover/uploaded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that the SKLO is uploaded, so that OSS is asked at once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            state: "none" | "to-upload" | "seen" | "granted";
                            isConfigured: boolean;
                            isLinked: boolean;
                            licenseId: string | null;
                            sklo: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                bytes: number;
                            } | null;
                            ossPage: string | null;
                            openedAt: string | null;
                            saidAt: string | null;
                            saidByName: string | null;
                            seenAt: string | null;
                            refusal: {
                                /** Format: date-time */
                                at: string;
                                reason: string;
                            } | null;
                            grantedAt: string | null;
                            lookedAt: string | null;
                            nextLookAt: string | null;
                            licence: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                            } | null;
                            mayWrite: boolean;
                        };
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licences/{id}/oss-package": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is to be uploaded to OSS: the SKLO, and the documents that were verified */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            files: {
                                name: string;
                                bytes: number;
                                sha256: string;
                                href: string;
                            }[];
                            documents: {
                                name: string;
                                slot: string;
                                bytes: number;
                                sha256: string;
                                isTooLarge: boolean;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licences/{id}/oss-package.zip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The package for OSS as an archive */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oss/handovers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** SKLO on their way through OSS */
        get: {
            parameters: {
                query?: {
                    state?: "open" | "all" | "to-upload" | "seen" | "granted";
                    search?: string;
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            isConfigured: boolean;
                            items: {
                                /** Format: uuid */
                                applicationId: string;
                                number: string | null;
                                organisationName: string;
                                skloNumber: string;
                                licenseId: string | null;
                                /** @enum {string} */
                                state: "to-upload" | "seen" | "granted";
                                /** Format: date-time */
                                openedAt: string;
                                saidAt: string | null;
                                toldAt: string | null;
                                seenAt: string | null;
                                grantedAt: string | null;
                                looks: number;
                                lookedAt: string | null;
                                nextLookAt: string | null;
                                lastError: string | null;
                                lastDetail: string | null;
                                entry: {
                                    number: string;
                                    /** Format: date */
                                    grantedOn: string;
                                    /** Format: uuid */
                                    fileId: string;
                                    byName: string;
                                    isOwn: boolean;
                                } | null;
                                licence: {
                                    /** Format: uuid */
                                    id: string;
                                    number: string;
                                } | null;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oss/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cases of which OSS has another status */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            checkedAt: string | null;
                            items: {
                                /** Format: uuid */
                                applicationId: string;
                                number: string | null;
                                organisationName: string;
                                licenseId: string;
                                ours: string;
                                theirs: string;
                                /** Format: date-time */
                                checkedAt: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oss/handovers/{id}/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask OSS for the Izin of an application now */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oss/handovers/{id}/izin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enter the Izin of a company where OSS cannot be asked for it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        number: string;
                        /** Format: date */
                        grantedOn: string;
                        /** Format: uuid */
                        fileId: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oss/handovers/{id}/izin/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide on an Izin that another officer entered; confirmed, it makes the licence active */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        verdict: "confirm" | "refuse";
                        /** @default  */
                        reason?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{id}/oss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An application in OSS: its licence, its company's standing, and what was reported */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            isConfigured: boolean;
                            license: {
                                licenseId: string;
                                licenseCode: string;
                                ossId: string;
                                projectId: string;
                                regionCode: string;
                                name: string;
                                /** Format: date-time */
                                receivedAt: string;
                                convertedKbli: string | null;
                                /** Format: date-time */
                                linkedAt: string;
                                /** @enum {string} */
                                linkedBy: "applicant" | "submission" | "arrival";
                            } | null;
                            waiting: {
                                licenseId: string;
                                licenseCode: string;
                                ossId: string;
                                projectId: string;
                                regionCode: string;
                                name: string;
                                /** Format: date-time */
                                receivedAt: string;
                            }[];
                            mayChoose: boolean;
                            mayRetry: boolean;
                            standing: {
                                nibStatus: string;
                                since: string | null;
                                isBlocked: boolean;
                                dispute: ("same-day-as-revocation" | "back-in-force" | "license-of-another") | null;
                                risk: string | null;
                                otherName: string | null;
                            } | null;
                            reports: {
                                sequence: number;
                                state: string;
                                status: string;
                                /** Format: date-time */
                                occurredAt: string;
                                officerName: string | null;
                                officerNumber: string | null;
                                /** @enum {string} */
                                delivery: "queued" | "sending" | "stuck" | "delivered";
                                attempts: number;
                                nextAttemptAt: string | null;
                                lastError: string | null;
                                deliveredAt: string | null;
                                deliveredHow: ("answered" | "found") | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{id}/oss-license": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Choose the licence in OSS that an application answers */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        licenseId: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            isConfigured: boolean;
                            license: {
                                licenseId: string;
                                licenseCode: string;
                                ossId: string;
                                projectId: string;
                                regionCode: string;
                                name: string;
                                /** Format: date-time */
                                receivedAt: string;
                                convertedKbli: string | null;
                                /** Format: date-time */
                                linkedAt: string;
                                /** @enum {string} */
                                linkedBy: "applicant" | "submission" | "arrival";
                            } | null;
                            waiting: {
                                licenseId: string;
                                licenseCode: string;
                                ossId: string;
                                projectId: string;
                                regionCode: string;
                                name: string;
                                /** Format: date-time */
                                receivedAt: string;
                            }[];
                            mayChoose: boolean;
                            mayRetry: boolean;
                            standing: {
                                nibStatus: string;
                                since: string | null;
                                isBlocked: boolean;
                                dispute: ("same-day-as-revocation" | "back-in-force" | "license-of-another") | null;
                                risk: string | null;
                                otherName: string | null;
                            } | null;
                            reports: {
                                sequence: number;
                                state: string;
                                status: string;
                                /** Format: date-time */
                                occurredAt: string;
                                officerName: string | null;
                                officerNumber: string | null;
                                /** @enum {string} */
                                delivery: "queued" | "sending" | "stuck" | "delivered";
                                attempts: number;
                                nextAttemptAt: string | null;
                                lastError: string | null;
                                deliveredAt: string | null;
                                deliveredHow: ("answered" | "found") | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oss/licenses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Licences that OSS asks my companies for and that no application answers */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                licenseId: string;
                                licenseCode: string;
                                ossId: string;
                                projectId: string;
                                regionCode: string;
                                name: string;
                                /** Format: date-time */
                                receivedAt: string;
                                /** Format: uuid */
                                organisationId: string;
                                organisationName: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oss/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reports to OSS by search */
        get: {
            parameters: {
                query?: {
                    state?: "open" | "stuck" | "delivered" | "all";
                    search?: string;
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            isConfigured: boolean;
                            counts: {
                                waiting: number;
                                stuck: number;
                            };
                            items: {
                                sequence: number;
                                state: string;
                                status: string;
                                /** Format: date-time */
                                occurredAt: string;
                                officerName: string | null;
                                officerNumber: string | null;
                                /** @enum {string} */
                                delivery: "queued" | "sending" | "stuck" | "delivered";
                                attempts: number;
                                nextAttemptAt: string | null;
                                lastError: string | null;
                                deliveredAt: string | null;
                                deliveredHow: ("answered" | "found") | null;
                                /** Format: uuid */
                                applicationId: string;
                                number: string | null;
                                organisationName: string;
                                nib: string;
                                licenseId: string;
                                lastDetail: string | null;
                                behind: number;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oss/reports/{applicationId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let the stuck report of a case go again now */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    applicationId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oss/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Messages from OSS by search */
        get: {
            parameters: {
                query?: {
                    state?: "all" | "applied" | "repeated" | "older" | "same-day-as-revocation" | "back-in-force";
                    search?: string;
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            items: {
                                /** Format: uuid */
                                id: string;
                                /** Format: date-time */
                                receivedAt: string;
                                nib: string;
                                companyName: string;
                                organisationId: string | null;
                                /** @enum {string} */
                                documentKind: "original" | "update" | "revocation" | "cancellation";
                                documentDate: string | null;
                                nibStatus: string;
                                /** @enum {string} */
                                outcome: "applied" | "repeated" | "older" | "same-day-as-revocation" | "back-in-force";
                                licenses: string[];
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oss/companies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Companies that need a look because of what OSS says */
        get: {
            parameters: {
                query?: {
                    search?: string;
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            items: {
                                nib: string;
                                name: string;
                                organisationId: string | null;
                                nibStatus: string | null;
                                since: string | null;
                                dispute: ("same-day-as-revocation" | "back-in-force" | "license-of-another") | null;
                                risk: string | null;
                                openCases: {
                                    /** Format: uuid */
                                    id: string;
                                    number: string;
                                }[];
                                activeCodes: string[];
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oss/reporter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My civil servant's number as OSS is told it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            nip: string | null;
                        };
                    };
                };
            };
        };
        /** Set my civil servant's number */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        nip: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            nip: string | null;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/oss/companies/{nib}/inquiry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask OSS about a NIB now and keep its answer */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    nib: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            nib: string;
                            nibStatus: string;
                            name: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/letters-of-authority": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Letters I act by, and those of my companies */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: uuid */
                                id: string;
                                /** Format: uuid */
                                organisationId: string;
                                organisationName: string;
                                nib: string | null;
                                personName: string;
                                personEmail: string;
                                /** Format: uuid */
                                fileId: string;
                                /** Format: date */
                                validFrom: string;
                                /** Format: date */
                                validTo: string;
                                scope: string;
                                /** @enum {string} */
                                state: "offered" | "accepted" | "refused" | "withdrawn";
                                isInForce: boolean;
                                isWithRegistration: boolean;
                                reason: string | null;
                                /** Format: date-time */
                                offeredAt: string;
                                version: number;
                                /** @enum {string} */
                                side: "consultant" | "company";
                                mayDecide: boolean;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Offer a letter of authority */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: uuid */
                        fileId: string;
                        /** Format: date */
                        validFrom: string;
                        /** Format: date */
                        validTo: string;
                        scope: string;
                        nib: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/letters-of-authority/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept or refuse a letter that was offered */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        expectedVersion: number;
                        /** @enum {string} */
                        verdict: "accept" | "refuse";
                        /** @default  */
                        reason?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/letters-of-authority/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a letter at once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @default  */
                        reason?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/disputes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Disputes I am a side of */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: uuid */
                                id: string;
                                /** Format: uuid */
                                organisationId: string;
                                organisationName: string;
                                nib: string | null;
                                /** @enum {string} */
                                state: "open" | "asked" | "rejected" | "transferred" | "withdrawn";
                                /** @enum {string} */
                                ground: "wrong-claimant" | "former-claimant" | "other";
                                reason: string;
                                claimantName: string;
                                claimantPosition: string;
                                /** Format: date-time */
                                openedAt: string;
                                statementDueDate: string | null;
                                statement: string | null;
                                statementAt: string | null;
                                decisionReason: string | null;
                                decidedAt: string | null;
                                version: number;
                                /** @enum {string} */
                                side: "claimant" | "holder";
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Claim an account */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        nib: string;
                        /** @enum {string} */
                        ground: "wrong-claimant" | "former-claimant" | "other";
                        reason: string;
                        position: string;
                        phone: string;
                        /** Format: uuid */
                        evidenceFileId: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/disputes/{id}/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what the holder has to say */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        text: string;
                        /** @default null */
                        fileId?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/disputes/{id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give up a claim */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dispute-desk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Disputes by state */
        get: {
            parameters: {
                query?: {
                    open?: "yes" | "no";
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            items: {
                                /** Format: uuid */
                                id: string;
                                /** Format: uuid */
                                organisationId: string;
                                organisationName: string;
                                nib: string | null;
                                /** @enum {string} */
                                state: "open" | "asked" | "rejected" | "transferred" | "withdrawn";
                                /** @enum {string} */
                                ground: "wrong-claimant" | "former-claimant" | "other";
                                reason: string;
                                claimantName: string;
                                claimantPosition: string;
                                /** Format: date-time */
                                openedAt: string;
                                statementDueDate: string | null;
                                statement: string | null;
                                statementAt: string | null;
                                decisionReason: string | null;
                                decidedAt: string | null;
                                version: number;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dispute-desk/{disputeId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One dispute with both sides */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    disputeId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** Format: uuid */
                            organisationId: string;
                            organisationName: string;
                            nib: string | null;
                            /** @enum {string} */
                            state: "open" | "asked" | "rejected" | "transferred" | "withdrawn";
                            /** @enum {string} */
                            ground: "wrong-claimant" | "former-claimant" | "other";
                            reason: string;
                            claimantName: string;
                            claimantPosition: string;
                            /** Format: date-time */
                            openedAt: string;
                            statementDueDate: string | null;
                            statement: string | null;
                            statementAt: string | null;
                            decisionReason: string | null;
                            decidedAt: string | null;
                            version: number;
                            claimantEmail: string;
                            claimantPhone: string;
                            /** Format: uuid */
                            evidenceFileId: string;
                            statementFileId: string | null;
                            statementByName: string | null;
                            holders: {
                                name: string;
                                email: string;
                                role: string;
                                /** Format: date-time */
                                since: string;
                            }[];
                            registration: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                kind: "business" | "government";
                                name: string;
                                nib: string | null;
                                npwp: string;
                                /** @enum {string} */
                                state: "submitted" | "returned" | "verified";
                                /** @enum {string} */
                                recordSource: "oss" | "stated";
                                legalBasis: {
                                    /** @enum {string} */
                                    kind: "law" | "government-regulation" | "presidential-regulation" | "presidential-decree" | "ministerial-regulation" | "regional-regulation" | "head-of-region-regulation" | "other-decree";
                                    number: string;
                                    year: number;
                                    subject: string;
                                } | null;
                                companyKind: string;
                                address: string;
                                city: string;
                                province: string;
                                nibStatus: string;
                                kbli: {
                                    code: string;
                                    title: string;
                                    risk: string;
                                }[];
                                phone: string;
                                personInCharge: {
                                    name: string;
                                    position: string;
                                    email: string;
                                    phone: string;
                                    /** @enum {string} */
                                    standing: "director" | "assigned";
                                };
                                deedFileId: string | null;
                                nibFileId: string | null;
                                legalBasisFileId: string | null;
                                assignmentFileId: string | null;
                                returnedReasons: {
                                    field: string;
                                    text: string;
                                    remedy: string;
                                    rule: {
                                        id: string;
                                        clause: string;
                                        standing: string;
                                    } | null;
                                }[];
                                /** Format: date-time */
                                submittedAt: string;
                                decidedAt: string | null;
                                promise: {
                                    workingDays: number;
                                    usedDays: number;
                                    /** Format: date */
                                    dueDate: string;
                                    provisional: boolean;
                                    /** @enum {string} */
                                    state: "running" | "paused" | "stopped" | "kept" | "late";
                                    /** @enum {string} */
                                    holder: "ministry" | "applicant";
                                    /** Format: date-time */
                                    startedAt: string;
                                    restarts: number;
                                    pausedSpans: {
                                        /** Format: date */
                                        fromDate: string;
                                        toDate: string | null;
                                        workingDays: number;
                                    }[];
                                };
                                version: number;
                            };
                            mayDecide: boolean;
                            mayTransfer: boolean;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dispute-desk/{disputeId}/question": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the holder for a statement */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    disputeId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        expectedVersion: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dispute-desk/{disputeId}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reject the claim or transfer the account */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    disputeId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        expectedVersion: number;
                        /** @enum {string} */
                        verdict: "reject" | "transfer";
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/document-views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who opened which personal document */
        get: {
            parameters: {
                query?: {
                    search?: string;
                    side?: "ministry" | "company" | "all";
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            items: {
                                /** Format: uuid */
                                id: string;
                                /** Format: date-time */
                                at: string;
                                personName: string;
                                role: string;
                                isMinistry: boolean;
                                /** Format: uuid */
                                fileId: string;
                                fileName: string;
                                purpose: string;
                                organisationId: string | null;
                                organisationName: string | null;
                                caseKind: string | null;
                                caseId: string | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organisations/{id}/affairs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Codes and people of a company I act for */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            codes: {
                                code: string;
                                state: string;
                            }[];
                            people: {
                                name: string;
                                role: string;
                                lastDay: string | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Imports */
        get: {
            parameters: {
                query?: {
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            items: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                state: "looked-at" | "carried-out" | "undone";
                                /** Format: date-time */
                                createdAt: string;
                                createdByName: string;
                                names: string;
                                counts: {
                                    operator: {
                                        create: number;
                                        change: number;
                                        leave: number;
                                    };
                                    licence: {
                                        create: number;
                                        change: number;
                                        leave: number;
                                    };
                                    commitment: {
                                        create: number;
                                        change: number;
                                        leave: number;
                                    };
                                    code: {
                                        create: number;
                                        change: number;
                                        leave: number;
                                    };
                                };
                                faultCount: number;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Look at files (nothing of them is taken over) */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One import */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            state: "looked-at" | "carried-out" | "undone";
                            version: number;
                            /** Format: date-time */
                            createdAt: string;
                            createdByName: string;
                            /** Format: date-time */
                            lookedAt: string;
                            carriedOutAt: string | null;
                            carriedOutByName: string | null;
                            undoneAt: string | null;
                            undoneByName: string | null;
                            undoneReason: string | null;
                            contentSha256: string;
                            counts: {
                                operator: {
                                    create: number;
                                    change: number;
                                    leave: number;
                                };
                                licence: {
                                    create: number;
                                    change: number;
                                    leave: number;
                                };
                                commitment: {
                                    create: number;
                                    change: number;
                                    leave: number;
                                };
                                code: {
                                    create: number;
                                    change: number;
                                    leave: number;
                                };
                            };
                            faultCount: number;
                            faultsKept: number;
                            files: {
                                place: number;
                                name: string;
                                sheet: ("operators" | "licences" | "commitments" | "codes") | null;
                                rowCount: number;
                                bytes: number;
                            }[];
                            faultKinds: {
                                code: string;
                                count: number;
                                rule: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/faults": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bad lines of an import */
        get: {
            parameters: {
                query?: {
                    page?: number;
                    pageSize?: number;
                    sheet?: "operators" | "licences" | "commitments" | "codes";
                    code?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            items: {
                                id: number;
                                file: string;
                                sheet: ("operators" | "licences" | "commitments" | "codes") | null;
                                row: number;
                                column: string | null;
                                code: string;
                                found: string;
                                rule: string;
                                remedy: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/import-templates/{sheet}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A template with a filled-in example, as CSV */
        get: {
            parameters: {
                query?: {
                    language?: "id" | "en";
                };
                header?: never;
                path: {
                    sheet: ("operators" | "licences" | "commitments" | "codes") | string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every bad line of an import, as CSV */
        get: {
            parameters: {
                query?: {
                    language?: "id" | "en";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/files/{place}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file of an import as it was uploaded */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    place: number | string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Look at the same files again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        expectedVersion: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            state: "looked-at" | "carried-out" | "undone";
                            version: number;
                            /** Format: date-time */
                            createdAt: string;
                            createdByName: string;
                            /** Format: date-time */
                            lookedAt: string;
                            carriedOutAt: string | null;
                            carriedOutByName: string | null;
                            undoneAt: string | null;
                            undoneByName: string | null;
                            undoneReason: string | null;
                            contentSha256: string;
                            counts: {
                                operator: {
                                    create: number;
                                    change: number;
                                    leave: number;
                                };
                                licence: {
                                    create: number;
                                    change: number;
                                    leave: number;
                                };
                                commitment: {
                                    create: number;
                                    change: number;
                                    leave: number;
                                };
                                code: {
                                    create: number;
                                    change: number;
                                    leave: number;
                                };
                            };
                            faultCount: number;
                            faultsKept: number;
                            files: {
                                place: number;
                                name: string;
                                sheet: ("operators" | "licences" | "commitments" | "codes") | null;
                                rowCount: number;
                                bytes: number;
                            }[];
                            faultKinds: {
                                code: string;
                                count: number;
                                rule: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/carry-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Carry out what was looked at */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        expectedVersion: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            state: "looked-at" | "carried-out" | "undone";
                            version: number;
                            /** Format: date-time */
                            createdAt: string;
                            createdByName: string;
                            /** Format: date-time */
                            lookedAt: string;
                            carriedOutAt: string | null;
                            carriedOutByName: string | null;
                            undoneAt: string | null;
                            undoneByName: string | null;
                            undoneReason: string | null;
                            contentSha256: string;
                            counts: {
                                operator: {
                                    create: number;
                                    change: number;
                                    leave: number;
                                };
                                licence: {
                                    create: number;
                                    change: number;
                                    leave: number;
                                };
                                commitment: {
                                    create: number;
                                    change: number;
                                    leave: number;
                                };
                                code: {
                                    create: number;
                                    change: number;
                                    leave: number;
                                };
                            };
                            faultCount: number;
                            faultsKept: number;
                            files: {
                                place: number;
                                name: string;
                                sheet: ("operators" | "licences" | "commitments" | "codes") | null;
                                rowCount: number;
                                bytes: number;
                            }[];
                            faultKinds: {
                                code: string;
                                count: number;
                                rule: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/imports/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo an import as a whole */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        expectedVersion: number;
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            state: "looked-at" | "carried-out" | "undone";
                            version: number;
                            /** Format: date-time */
                            createdAt: string;
                            createdByName: string;
                            /** Format: date-time */
                            lookedAt: string;
                            carriedOutAt: string | null;
                            carriedOutByName: string | null;
                            undoneAt: string | null;
                            undoneByName: string | null;
                            undoneReason: string | null;
                            contentSha256: string;
                            counts: {
                                operator: {
                                    create: number;
                                    change: number;
                                    leave: number;
                                };
                                licence: {
                                    create: number;
                                    change: number;
                                    leave: number;
                                };
                                commitment: {
                                    create: number;
                                    change: number;
                                    leave: number;
                                };
                                code: {
                                    create: number;
                                    change: number;
                                    leave: number;
                                };
                            };
                            faultCount: number;
                            faultsKept: number;
                            files: {
                                place: number;
                                name: string;
                                sheet: ("operators" | "licences" | "commitments" | "codes") | null;
                                rowCount: number;
                                bytes: number;
                            }[];
                            faultKinds: {
                                code: string;
                                count: number;
                                rule: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Call centres and their companies */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                isDefault: boolean;
                                company: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                    codes: number;
                                } | null;
                                served: number;
                            }[];
                            companies: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                codes: number;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/tenants/{id}/company": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Tie a call centre to a company, or to none */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        before: string | null;
                        organisationId: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/trunks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lines to carriers */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date */
                            today: string;
                            agreementRule: {
                                id: string;
                                clause: string;
                                /** @enum {string} */
                                standing: "confirmed" | "assumed";
                            };
                            linesPerE1: number;
                            linesRule: {
                                id: string;
                                clause: string;
                                /** @enum {string} */
                                standing: "confirmed" | "assumed";
                            };
                            items: {
                                name: string;
                                /** @enum {string} */
                                kind: "e1-gateway" | "sip";
                                carrier: string;
                                agreementNumber: string;
                                agreementUntil: string | null;
                                host: string;
                                port: number;
                                /** @enum {string} */
                                transport: "udp" | "tcp";
                                addresses: string[];
                                channelsMax: number;
                                dials: ("national" | "short" | "abroad" | "premium")[];
                                isOn: boolean;
                                /** Format: uuid */
                                id: string;
                                version: number;
                                /** @enum {string} */
                                agreement: "in-force" | "ending" | "over";
                                /** Format: date-time */
                                createdAt: string;
                                channelsUsed: number;
                                reach: {
                                    /** @enum {string} */
                                    state: "up" | "down";
                                    /** Format: date-time */
                                    since: string;
                                    /** Format: date-time */
                                    checkedAt: string;
                                } | null;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Add a line */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        /** @enum {string} */
                        kind: "e1-gateway" | "sip";
                        carrier: string;
                        agreementNumber: string;
                        agreementUntil: string | null;
                        host: string;
                        port: number;
                        /** @enum {string} */
                        transport: "udp" | "tcp";
                        addresses: string[];
                        channelsMax: number;
                        dials: ("national" | "short" | "abroad" | "premium")[];
                        isOn: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/trunks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a line */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        /** @enum {string} */
                        kind: "e1-gateway" | "sip";
                        carrier: string;
                        agreementNumber: string;
                        agreementUntil: string | null;
                        host: string;
                        port: number;
                        /** @enum {string} */
                        transport: "udp" | "tcp";
                        addresses: string[];
                        channelsMax: number;
                        dials: ("national" | "short" | "abroad" | "premium")[];
                        isOn: boolean;
                        expectedVersion: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** End a line */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/trunks/{id}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Turn a line on or off */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        expectedVersion: number;
                        isOn: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/phones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Phones */
        get: {
            parameters: {
                query?: {
                    search?: string;
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            registrar: {
                                server: string;
                                port: number;
                                transports: ("udp" | "tcp")[];
                            } | null;
                            items: {
                                /** Format: uuid */
                                id: string;
                                extension: string;
                                name: string;
                                username: string;
                                version: number;
                                /** Format: date-time */
                                createdAt: string;
                                codes: string[];
                                bindings: {
                                    address: string;
                                    port: number;
                                    transport: string;
                                    userAgent: string;
                                    /** Format: date-time */
                                    registeredAt: string;
                                    /** Format: date-time */
                                    expiresAt: string;
                                }[];
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Add a phone */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        extension: string;
                        name: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            extension: string;
                            name: string;
                            username: string;
                            password: string;
                            registrar: {
                                server: string;
                                port: number;
                                transports: ("udp" | "tcp")[];
                            } | null;
                            provisioning: string | null;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/phones/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a phone another password */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        expectedVersion: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            extension: string;
                            name: string;
                            username: string;
                            password: string;
                            registrar: {
                                server: string;
                                port: number;
                                transports: ("udp" | "tcp")[];
                            } | null;
                            provisioning: string | null;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/phones/{id}/name": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give a phone another name */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        expectedVersion: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/phones/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a phone */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/numbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Codes in service */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            company: string | null;
                            waiting: {
                                code: string;
                                /** @enum {string} */
                                mode: "off" | "test" | "open";
                            }[];
                            phones: {
                                /** Format: uuid */
                                id: string;
                                extension: string;
                                name: string;
                            }[];
                            items: {
                                code: string;
                                label: string;
                                ringSeconds: number;
                                isRecorded: boolean;
                                version: number;
                                phones: {
                                    /** Format: uuid */
                                    id: string;
                                    extension: string;
                                    name: string;
                                    isRegistered: boolean;
                                }[];
                                /** @enum {string} */
                                mode: "off" | "test" | "open";
                                /** @enum {string} */
                                reason: "left" | "licensing-off" | "licensing-test" | "licensing-open" | "by-hand-off" | "by-hand-test" | "by-hand-open";
                                missing: ("decree" | "licence" | "trunk" | "phone" | "registered-phone")[];
                                papers: {
                                    decreeNumber: string;
                                    licenceNumber: string;
                                } | null;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Take a code into service */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                        label: string;
                        ringSeconds: number;
                        isRecorded: boolean;
                        phoneIds: string[];
                        papers: {
                            decreeNumber: string;
                            licenceNumber: string;
                        } | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/numbers/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a code in service */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        expectedVersion: number;
                        label: string;
                        ringSeconds: number;
                        isRecorded: boolean;
                        phoneIds: string[];
                        papers: {
                            decreeNumber: string;
                            licenceNumber: string;
                        } | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Take a code out of service */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/numbers/{code}/test-calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ring the phones of a number for a test */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        idempotencyKey: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            state: "waiting" | "ringing" | "talking" | "ended" | "refused";
                            refusal: string | null;
                            isAnswered: boolean;
                            outcome: string | null;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/test-calls/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a test call has come */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            state: "waiting" | "ringing" | "talking" | "ended" | "refused";
                            refusal: string | null;
                            isAnswered: boolean;
                            outcome: string | null;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/calls/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a call that goes on */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/numbers/{code}/test-windows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tests and rehearsals of a code */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            hoursMax: number;
                            linesMax: number;
                            daysAheadMax: number;
                            items: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                kind: "test" | "rehearsal";
                                lines: string[];
                                /** Format: date-time */
                                opensAt: string;
                                /** Format: date-time */
                                closesAt: string;
                                /** @enum {string} */
                                state: "to-come" | "open" | "over" | "ended";
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Open a rehearsal */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        lines: string[];
                        /** Format: date-time */
                        opensAt: string;
                        /** Format: date-time */
                        closesAt: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/test-windows/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a test or rehearsal before its time */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The home of the call centre */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            telephones: {
                                server: string;
                                port: number;
                                isAlive: boolean;
                            } | null;
                            company: string | null;
                            steps: {
                                /** @enum {string} */
                                step: "number" | "trunk" | "phone" | "ringing" | "test-call" | "first-call";
                                isDone: boolean;
                            }[];
                            next: ("number" | "trunk" | "phone" | "ringing" | "test-call" | "first-call") | null;
                            hasAnsweredCall: boolean;
                            phones: {
                                total: number;
                                registered: number;
                            };
                            numbers: {
                                code: string;
                                label: string;
                                /** @enum {string} */
                                mode: "off" | "test" | "open";
                                phones: number;
                                registered: number;
                                answered: number;
                                missed: number;
                            }[];
                            trunks: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                isOn: boolean;
                                channelsMax: number;
                                agreementUntil: string | null;
                                /** @enum {string} */
                                agreement: "in-force" | "ending" | "over";
                                state: ("up" | "down") | null;
                            }[];
                            callsNow: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes of the call centre's home (server-sent events) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Calls that have ended, by search */
        get: {
            parameters: {
                query?: {
                    search?: string;
                    code?: string;
                    phone?: string;
                    direction?: "inbound" | "outbound" | "internal" | "test";
                    outcome?: "answered" | "cancelled" | "no-answer" | "busy" | "no-phone" | "declined" | "unknown-number" | "number-off" | "not-a-test-line" | "channels-full" | "far-end-failed" | "media-lost" | "storage-away" | "fault" | "system-restart";
                    answered?: "yes" | "no";
                    recorded?: "yes" | "no";
                    from?: string;
                    to?: string;
                    sort?: "began" | "-began" | "talk" | "-talk";
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            hasMore: boolean;
                            timeZone: string;
                            items: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                direction: "inbound" | "outbound" | "internal" | "test";
                                code: string | null;
                                caller: string;
                                called: string;
                                trunk: string | null;
                                phone: {
                                    extension: string;
                                    name: string;
                                } | null;
                                /** Format: date-time */
                                beganAt: string;
                                answeredAt: string | null;
                                /** Format: date-time */
                                endedAt: string;
                                ringMs: number;
                                talkMs: number;
                                holdMs: number;
                                outcome: string;
                                cause: number | null;
                                /** @enum {string} */
                                endedBy: "caller" | "called" | "system" | "operator";
                                transfers: number;
                                recording: ("recording" | "kept" | "lost" | "deleted") | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/calls/choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Codes and phones of this call centre */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            codes: {
                                code: string;
                                label: string;
                            }[];
                            phones: {
                                extension: string;
                                name: string;
                                /** Format: uuid */
                                id: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/calls/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Calls by search, as CSV */
        get: {
            parameters: {
                query?: {
                    search?: string;
                    code?: string;
                    phone?: string;
                    direction?: "inbound" | "outbound" | "internal" | "test";
                    outcome?: "answered" | "cancelled" | "no-answer" | "busy" | "no-phone" | "declined" | "unknown-number" | "number-off" | "not-a-test-line" | "channels-full" | "far-end-failed" | "media-lost" | "storage-away" | "fault" | "system-restart";
                    answered?: "yes" | "no";
                    recorded?: "yes" | "no";
                    from?: string;
                    to?: string;
                    sort?: "began" | "-began" | "talk" | "-talk";
                    columns?: string;
                    language?: "id" | "en";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/calls/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One call */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            timeZone: string;
                            isOpen: boolean;
                            call: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                direction: "inbound" | "outbound" | "internal" | "test";
                                code: string | null;
                                caller: string;
                                called: string;
                                trunk: string | null;
                                phone: {
                                    extension: string;
                                    name: string;
                                } | null;
                                /** Format: date-time */
                                beganAt: string;
                                answeredAt: string | null;
                                /** Format: date-time */
                                endedAt: string;
                                ringMs: number;
                                talkMs: number;
                                holdMs: number;
                                outcome: string;
                                cause: number | null;
                                /** @enum {string} */
                                endedBy: "caller" | "called" | "system" | "operator";
                                transfers: number;
                                recording: ("recording" | "kept" | "lost" | "deleted") | null;
                                sipCallId: string;
                            } | null;
                            events: {
                                kind: string;
                                /** Format: date-time */
                                at: string;
                                offsetMs: number;
                                isCaller: boolean;
                                phone: {
                                    extension: string;
                                    name: string;
                                } | null;
                                trunk: string | null;
                                facts: {
                                    [key: string]: string | number;
                                };
                            }[];
                            legs: {
                                /** Format: uuid */
                                id: string;
                                isCaller: boolean;
                                phone: {
                                    extension: string;
                                    name: string;
                                } | null;
                                trunk: string | null;
                                received: number;
                                lost: number;
                                sent: number;
                                lossPercent: number | null;
                                jitterMs: number;
                                roundTripMs: number | null;
                                mos: number | null;
                                levels: {
                                    mos: ("good" | "fair" | "bad") | null;
                                    loss: ("good" | "fair" | "bad") | null;
                                    jitter: ("good" | "fair" | "bad") | null;
                                };
                            }[];
                            soundRules: {
                                /** @enum {string} */
                                measure: "mos" | "loss" | "jitter";
                                good: number;
                                fair: number;
                                isMoreBetter: boolean;
                                source: string;
                                /** @enum {string} */
                                standing: "confirmed" | "assumed";
                            }[];
                            recording: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                state: "recording" | "kept" | "lost" | "deleted";
                                lostReason: ("no-sound" | "unreadable" | "key-unreadable") | null;
                                durationMs: number | null;
                                bytes: number | null;
                                /** Format: date */
                                keepUntil: string;
                                accesses: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                    /** @enum {string} */
                                    what: "listened" | "downloaded";
                                    /** Format: date-time */
                                    at: string;
                                }[];
                            } | null;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/calls/{id}/recheck": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The record of a call, compared with what its events add up to */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            isSame: boolean;
                            events: number;
                            /** Format: date-time */
                            checkedAt: string;
                            differences: {
                                field: string;
                                kept: string;
                                recomputed: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/calls/{id}/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The SIP messages of a call */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            max: number;
                            timeZone: string;
                            items: {
                                sequence: number;
                                /** Format: date-time */
                                at: string;
                                offsetMs: number;
                                from: string;
                                to: string;
                                isReceived: boolean;
                                phone: {
                                    extension: string;
                                    name: string;
                                } | null;
                                trunk: string | null;
                                transport: string;
                                method: string | null;
                                status: number | null;
                                label: string;
                                cseq: string;
                                isRepeated: boolean;
                                text: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/calls/{id}/trace/text": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The SIP messages of a call as text */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": string;
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/calls/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Calls in progress, as they change */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/calls/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whenever a call has ended */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/recordings/{id}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sound of a recording, to be played */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Default Response */
                206: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                416: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/service/recordings/{id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sound of a recording, as a file */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Default Response */
                206: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                416: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inventory/patterns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Patterns of the numbering plan */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                id: string;
                                label: string;
                                digits: number;
                                total: number;
                                counts: {
                                    [key: string]: number;
                                };
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                };
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inventory/codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Access codes by search */
        get: {
            parameters: {
                query?: {
                    pattern?: string;
                    search?: string;
                    state?: "idle" | "held" | "in-process" | "evaluation" | "active" | "quarantine" | "reserved" | "blocked";
                    sort?: "code" | "-code" | "since" | "-since";
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            items: {
                                code: string;
                                display: string;
                                pattern: string;
                                /** @enum {string} */
                                state: "idle" | "held" | "in-process" | "evaluation" | "active" | "quarantine" | "reserved" | "blocked";
                                /** Format: date-time */
                                since: string;
                                holder: string | null;
                                heldUntil: string | null;
                                quarantinedUntil: string | null;
                                why: {
                                    code: string;
                                    message: string;
                                    rule: {
                                        id: string;
                                        clause: string;
                                        standing: string;
                                    } | null;
                                } | null;
                                version: number;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inventory/codes/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One access code */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            display: string;
                            pattern: string;
                            /** @enum {string} */
                            state: "idle" | "held" | "in-process" | "evaluation" | "active" | "quarantine" | "reserved" | "blocked";
                            /** Format: date-time */
                            since: string;
                            holder: string | null;
                            heldUntil: string | null;
                            quarantinedUntil: string | null;
                            why: {
                                code: string;
                                message: string;
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                            } | null;
                            version: number;
                            takeable: boolean;
                        };
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inventory/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes of access codes as they happen (server-sent events) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inventory/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Orders that reserve or block codes */
        get: {
            parameters: {
                query?: {
                    state?: "planned" | "in-force" | "ended" | "undone";
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            items: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                kind: "reserve" | "block";
                                /** @enum {string} */
                                state: "planned" | "in-force" | "ended" | "undone";
                                selection: string;
                                reason: string;
                                legalNote: string | null;
                                startsOn: string | null;
                                endsOn: string | null;
                                /** Format: date-time */
                                createdAt: string;
                                endedAt: string | null;
                                endedReason: string | null;
                                version: number;
                                createdByName: string;
                                named: number;
                                keeps: number;
                                stayed: number;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Reserve or block codes */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "reserve" | "block";
                        selection: string;
                        reason: string;
                        /** @default  */
                        legalNote?: string;
                        /** @default null */
                        startsOn?: string | null;
                        /** @default null */
                        endsOn?: string | null;
                        /**
                         * @default leave
                         * @enum {string}
                         */
                        onTaken?: "leave" | "refuse";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inventory/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One order with its codes */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "reserve" | "block";
                            /** @enum {string} */
                            state: "planned" | "in-force" | "ended" | "undone";
                            selection: string;
                            reason: string;
                            legalNote: string | null;
                            startsOn: string | null;
                            endsOn: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            endedAt: string | null;
                            endedReason: string | null;
                            version: number;
                            mayManage: boolean;
                            items: {
                                code: string;
                                display: string;
                                /** @enum {string} */
                                outcome: "planned" | "taken" | "stayed" | "freed" | "passed-on";
                                stateFound: string | null;
                                /** @enum {string} */
                                state: "idle" | "held" | "in-process" | "evaluation" | "active" | "quarantine" | "reserved" | "blocked";
                                holder: string | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inventory/orders/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What an order would do to each code it names */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "reserve" | "block";
                        selection: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            named: number;
                            takes: string[];
                            stays: {
                                code: string;
                                state: string;
                                holder: string | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inventory/orders/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undo an order */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        expectedVersion: number;
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            /** @enum {string} */
                            kind: "reserve" | "block";
                            /** @enum {string} */
                            state: "planned" | "in-force" | "ended" | "undone";
                            selection: string;
                            reason: string;
                            legalNote: string | null;
                            startsOn: string | null;
                            endsOn: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            endedAt: string | null;
                            endedReason: string | null;
                            version: number;
                            mayManage: boolean;
                            items: {
                                code: string;
                                display: string;
                                /** @enum {string} */
                                outcome: "planned" | "taken" | "stayed" | "freed" | "passed-on";
                                stateFound: string | null;
                                /** @enum {string} */
                                state: "idle" | "held" | "in-process" | "evaluation" | "active" | "quarantine" | "reserved" | "blocked";
                                holder: string | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inventory/codes/{code}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public history of one access code */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: date-time */
                                at: string;
                                change: string;
                                /** @enum {string} */
                                state: "idle" | "held" | "in-process" | "evaluation" | "active" | "quarantine" | "reserved" | "blocked";
                                /** @enum {string} */
                                mode: "off" | "test" | "open";
                                holder: string | null;
                                decree: {
                                    /** Format: uuid */
                                    id: string;
                                    number: string;
                                    isEarlier: boolean;
                                } | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inventory/codes/{code}/record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole history of one access code */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            display: string;
                            pattern: string;
                            /** @enum {string} */
                            state: "idle" | "held" | "in-process" | "evaluation" | "active" | "quarantine" | "reserved" | "blocked";
                            /** @enum {string} */
                            mode: "off" | "test" | "open";
                            /** Format: date-time */
                            since: string;
                            version: number;
                            reason: string | null;
                            holder: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            heldUntil: string | null;
                            quarantinedUntil: string | null;
                            mayManage: boolean;
                            entries: {
                                id: string;
                                /** Format: date-time */
                                at: string;
                                change: string;
                                fromState: ("idle" | "held" | "in-process" | "evaluation" | "active" | "quarantine" | "reserved" | "blocked") | null;
                                /** @enum {string} */
                                toState: "idle" | "held" | "in-process" | "evaluation" | "active" | "quarantine" | "reserved" | "blocked";
                                /** @enum {string} */
                                mode: "off" | "test" | "open";
                                organisation: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                } | null;
                                actorName: string | null;
                                role: string | null;
                                note: string | null;
                                refs: {
                                    [key: string]: string;
                                };
                            }[];
                            applications: {
                                /** Format: uuid */
                                id: string;
                                number: string | null;
                                kind: string;
                                state: string;
                                organisationName: string;
                                submittedAt: string | null;
                            }[];
                            earlierDecree: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                /** Format: date */
                                decidedOn: string;
                                endUser: string;
                                /** Format: uuid */
                                importId: string;
                                organisationName: string;
                            } | null;
                            decrees: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                kind: string;
                                state: string;
                                organisationName: string;
                                /** Format: date-time */
                                decidedAt: string;
                                supersededAt: string | null;
                                revokedAt: string | null;
                            }[];
                            holds: {
                                /** Format: uuid */
                                id: string;
                                organisationName: string;
                                personName: string;
                                /** Format: date-time */
                                heldAt: string;
                                /** Format: date-time */
                                heldUntil: string;
                                endedAt: string | null;
                                endedReason: string | null;
                            }[];
                            orders: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                kind: "reserve" | "block";
                                /** @enum {string} */
                                state: "planned" | "in-force" | "ended" | "undone";
                                outcome: string;
                                reason: string;
                                startsOn: string | null;
                                endsOn: string | null;
                                /** Format: date-time */
                                createdAt: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inventory/codes/{code}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a hold that stands in the way */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            display: string;
                            pattern: string;
                            /** @enum {string} */
                            state: "idle" | "held" | "in-process" | "evaluation" | "active" | "quarantine" | "reserved" | "blocked";
                            /** @enum {string} */
                            mode: "off" | "test" | "open";
                            /** Format: date-time */
                            since: string;
                            version: number;
                            reason: string | null;
                            holder: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            heldUntil: string | null;
                            quarantinedUntil: string | null;
                            mayManage: boolean;
                            entries: {
                                id: string;
                                /** Format: date-time */
                                at: string;
                                change: string;
                                fromState: ("idle" | "held" | "in-process" | "evaluation" | "active" | "quarantine" | "reserved" | "blocked") | null;
                                /** @enum {string} */
                                toState: "idle" | "held" | "in-process" | "evaluation" | "active" | "quarantine" | "reserved" | "blocked";
                                /** @enum {string} */
                                mode: "off" | "test" | "open";
                                organisation: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                } | null;
                                actorName: string | null;
                                role: string | null;
                                note: string | null;
                                refs: {
                                    [key: string]: string;
                                };
                            }[];
                            applications: {
                                /** Format: uuid */
                                id: string;
                                number: string | null;
                                kind: string;
                                state: string;
                                organisationName: string;
                                submittedAt: string | null;
                            }[];
                            earlierDecree: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                /** Format: date */
                                decidedOn: string;
                                endUser: string;
                                /** Format: uuid */
                                importId: string;
                                organisationName: string;
                            } | null;
                            decrees: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                kind: string;
                                state: string;
                                organisationName: string;
                                /** Format: date-time */
                                decidedAt: string;
                                supersededAt: string | null;
                                revokedAt: string | null;
                            }[];
                            holds: {
                                /** Format: uuid */
                                id: string;
                                organisationName: string;
                                personName: string;
                                /** Format: date-time */
                                heldAt: string;
                                /** Format: date-time */
                                heldUntil: string;
                                endedAt: string | null;
                                endedReason: string | null;
                            }[];
                            orders: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                kind: "reserve" | "block";
                                /** @enum {string} */
                                state: "planned" | "in-force" | "ended" | "undone";
                                outcome: string;
                                reason: string;
                                startsOn: string | null;
                                endsOn: string | null;
                                /** Format: date-time */
                                createdAt: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inventory/codes/{code}/end-quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a quarantine before its time */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            display: string;
                            pattern: string;
                            /** @enum {string} */
                            state: "idle" | "held" | "in-process" | "evaluation" | "active" | "quarantine" | "reserved" | "blocked";
                            /** @enum {string} */
                            mode: "off" | "test" | "open";
                            /** Format: date-time */
                            since: string;
                            version: number;
                            reason: string | null;
                            holder: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            } | null;
                            heldUntil: string | null;
                            quarantinedUntil: string | null;
                            mayManage: boolean;
                            entries: {
                                id: string;
                                /** Format: date-time */
                                at: string;
                                change: string;
                                fromState: ("idle" | "held" | "in-process" | "evaluation" | "active" | "quarantine" | "reserved" | "blocked") | null;
                                /** @enum {string} */
                                toState: "idle" | "held" | "in-process" | "evaluation" | "active" | "quarantine" | "reserved" | "blocked";
                                /** @enum {string} */
                                mode: "off" | "test" | "open";
                                organisation: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                } | null;
                                actorName: string | null;
                                role: string | null;
                                note: string | null;
                                refs: {
                                    [key: string]: string;
                                };
                            }[];
                            applications: {
                                /** Format: uuid */
                                id: string;
                                number: string | null;
                                kind: string;
                                state: string;
                                organisationName: string;
                                submittedAt: string | null;
                            }[];
                            earlierDecree: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                /** Format: date */
                                decidedOn: string;
                                endUser: string;
                                /** Format: uuid */
                                importId: string;
                                organisationName: string;
                            } | null;
                            decrees: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                kind: string;
                                state: string;
                                organisationName: string;
                                /** Format: date-time */
                                decidedAt: string;
                                supersededAt: string | null;
                                revokedAt: string | null;
                            }[];
                            holds: {
                                /** Format: uuid */
                                id: string;
                                organisationName: string;
                                personName: string;
                                /** Format: date-time */
                                heldAt: string;
                                /** Format: date-time */
                                heldUntil: string;
                                endedAt: string | null;
                                endedReason: string | null;
                            }[];
                            orders: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                kind: "reserve" | "block";
                                /** @enum {string} */
                                state: "planned" | "in-force" | "ended" | "undone";
                                outcome: string;
                                reason: string;
                                startsOn: string | null;
                                endsOn: string | null;
                                /** Format: date-time */
                                createdAt: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/holders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Companies by the codes they hold */
        get: {
            parameters: {
                query?: {
                    search?: string;
                    only?: "unreported" | "nib";
                    sort?: "codes" | "-codes" | "unreported" | "-unreported" | "oldest" | "-oldest" | "holds" | "-holds";
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            items: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                nib: string | null;
                                nibStatus: string | null;
                                isNibGround: boolean;
                                codes: number;
                                unreported: number;
                                unreportedSince: string | null;
                                holds: number;
                                openRevocations: number;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/holders/codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Held codes by what is known of their use */
        get: {
            parameters: {
                query?: {
                    search?: string;
                    organisationId?: string;
                    ground?: "unused" | "nib";
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            items: {
                                code: string;
                                display: string;
                                /** Format: uuid */
                                organisationId: string;
                                holder: string;
                                /** Format: date-time */
                                since: string;
                                reportedStatus: string | null;
                                reportedAt: string | null;
                                ground: ("unused" | "nib") | null;
                                groundSince: string | null;
                                openCase: {
                                    /** Format: uuid */
                                    id: string;
                                    kind: string;
                                } | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/holders/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Companies by the codes they hold, as CSV */
        get: {
            parameters: {
                query?: {
                    search?: string;
                    only?: "unreported" | "nib";
                    sort?: "codes" | "-codes" | "unreported" | "-unreported" | "oldest" | "-oldest" | "holds" | "-holds";
                    language?: "id" | "en";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/holders/codes/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Held codes by what is known of their use, as CSV */
        get: {
            parameters: {
                query?: {
                    search?: string;
                    organisationId?: string;
                    ground?: "unused" | "nib";
                    language?: "id" | "en";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Open holds of a company */
        get: {
            parameters: {
                query: {
                    organisationId: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: uuid */
                                id: string;
                                code: string;
                                display: string;
                                /** Format: date-time */
                                heldUntil: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Hold a free access code */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: uuid */
                        organisationId: string;
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            code: string;
                            display: string;
                            /** Format: date-time */
                            heldUntil: string;
                        };
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/holds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Give a held code back */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Applications by search */
        get: {
            parameters: {
                query: {
                    scope: "mine" | "queue";
                    state?: "draft" | "submitted" | "checking" | "returned" | "checked" | "endorsed" | "proposed" | "approved" | "rejected" | "withdrawn" | "lapsed";
                    ball?: "open" | "ministry" | "applicant" | "overdue" | "mine";
                    organisation?: string;
                    promise?: "at-risk" | "late" | "kept" | "missed";
                    endedFrom?: string;
                    endedTo?: string;
                    assignee?: string | "none";
                    search?: string;
                    sort?: "due" | "-due" | "submitted" | "-submitted";
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            hasMore: boolean;
                            items: {
                                /** Format: uuid */
                                id: string;
                                version: number;
                                number: string | null;
                                /** @enum {string} */
                                kind: "new" | "additional" | "change" | "return" | "revocation";
                                /** Format: uuid */
                                organisationId: string;
                                organisationName: string;
                                nib: string | null;
                                code: string;
                                display: string;
                                /** @enum {string} */
                                state: "draft" | "submitted" | "checking" | "returned" | "checked" | "endorsed" | "proposed" | "approved" | "rejected" | "withdrawn" | "lapsed";
                                submittedAt: string | null;
                                promise: {
                                    workingDays: number;
                                    usedDays: number;
                                    /** Format: date */
                                    dueDate: string;
                                    provisional: boolean;
                                    /** @enum {string} */
                                    state: "running" | "paused" | "stopped" | "kept" | "late";
                                    /** @enum {string} */
                                    holder: "ministry" | "applicant";
                                    /** Format: date-time */
                                    startedAt: string;
                                    restarts: number;
                                    pausedSpans: {
                                        /** Format: date */
                                        fromDate: string;
                                        toDate: string | null;
                                        workingDays: number;
                                    }[];
                                } | null;
                                assignee: string | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Begin an application for a held code */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: uuid */
                        organisationId: string;
                        /** @enum {string} */
                        kind?: "new" | "additional";
                        /** @default null */
                        ownService?: boolean | null;
                        holdId: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            number: string | null;
                            version: number;
                            /** @enum {string} */
                            state: "draft" | "submitted" | "checking" | "returned" | "checked" | "endorsed" | "proposed" | "approved" | "rejected" | "withdrawn" | "lapsed";
                            /** @enum {string} */
                            kind: "new" | "additional" | "change" | "return" | "revocation";
                            organisation: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                nib: string | null;
                                npwp: string;
                                address: string;
                                kind: string;
                                legalBasis: {
                                    kind: string;
                                    number: string;
                                    year: number;
                                    subject: string;
                                } | null;
                                legalBasisFileId: string | null;
                            };
                            form: {
                                kbli: string;
                                service: string;
                                numberKind: string;
                                code: string;
                                purpose: string;
                                letterFileId: string | null;
                                declaration: boolean;
                                /** @default null */
                                ownService: boolean | null;
                                /**
                                 * @default
                                 * @enum {string}
                                 */
                                basis: "" | "decree" | "licence";
                                /** @default null */
                                basisFileId: string | null;
                                /** @default  */
                                userName: string;
                                /** @default null */
                                userLetterFileId: string | null;
                                /** @default [] */
                                usageReport: {
                                    code: string;
                                    decree: string;
                                    endUser: string;
                                    service: string;
                                    activatedOn: string | "";
                                    status: ("in-use" | "being-prepared" | "not-in-use") | "";
                                    originatingOperators: string;
                                    monthlyCalls: string;
                                    evidence: string;
                                }[];
                                /** @default null */
                                change: {
                                    /** @enum {string} */
                                    ground: "identity" | "rule";
                                    before: {
                                        name: string;
                                        address: string;
                                    };
                                    after: {
                                        name: string;
                                        address: string;
                                        city: string;
                                        province: string;
                                    };
                                    licenceBeforeFileId: string | null;
                                    licenceAfterFileId: string | null;
                                    citation: string;
                                    earlier: {
                                        number: string;
                                        date: string | "";
                                        fileId: string | null;
                                    };
                                } | null;
                                /** @default null */
                                return: {
                                    reason: string;
                                    earlier: {
                                        number: string;
                                        date: string | "";
                                        fileId: string | null;
                                    };
                                } | null;
                                /** @default null */
                                revocation: {
                                    /** @enum {string} */
                                    ground: "unused" | "licence-lost" | "breach" | "nib";
                                    statement: string;
                                    evidenceFileId: string | null;
                                    /** Format: date */
                                    answerDue: string;
                                    answer: {
                                        text: string;
                                        fileId: string | null;
                                        /** Format: date-time */
                                        at: string;
                                    } | null;
                                } | null;
                            };
                            letter: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                bytes: number;
                            } | null;
                            basisFile: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                bytes: number;
                            } | null;
                            userLetter: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                bytes: number;
                            } | null;
                            papers: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                bytes: number;
                            }[];
                            decreeInForce: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                /** Format: date */
                                decidedOn: string;
                            } | null;
                            atOss: {
                                name: string;
                                address: string;
                                city: string;
                                province: string;
                            } | null;
                            licences: {
                                number: string;
                                /** Format: date */
                                grantedOn: string;
                                service: string;
                            }[];
                            items: {
                                key: string;
                                /** @enum {string} */
                                verdict: "open" | "accepted" | "returned";
                                note: string | null;
                                remedy: string | null;
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                            }[];
                            promise: {
                                workingDays: number;
                                usedDays: number;
                                /** Format: date */
                                dueDate: string;
                                provisional: boolean;
                                /** @enum {string} */
                                state: "running" | "paused" | "stopped" | "kept" | "late";
                                /** @enum {string} */
                                holder: "ministry" | "applicant";
                                /** Format: date-time */
                                startedAt: string;
                                restarts: number;
                                pausedSpans: {
                                    /** Format: date */
                                    fromDate: string;
                                    toDate: string | null;
                                    workingDays: number;
                                }[];
                            } | null;
                            events: {
                                /** Format: date-time */
                                at: string;
                                actorName: string | null;
                                role: string | null;
                                type: string;
                                note: string | null;
                            }[];
                            decree: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                state: string;
                            } | null;
                            hold: {
                                /** Format: uuid */
                                id: string;
                                code: string;
                                display: string;
                                /** Format: date-time */
                                heldUntil: string;
                            } | null;
                            proposedOutcome: ("approve" | "reject") | null;
                            receipts: {
                                /** Format: uuid */
                                fileId: string;
                                round: number;
                                /** Format: date-time */
                                at: string;
                            }[];
                            repairUntil: string | null;
                            repairRule: {
                                id: string;
                                clause: string;
                                standing: string;
                            } | null;
                            mandateRefusal: ("mandate-missing" | "mandate-other-signer") | null;
                            commands: ("submit" | "withdraw" | "assign" | "unassign" | "take" | "check-item" | "return" | "pause" | "resume" | "finish-check" | "resubmit" | "endorse" | "propose" | "send-back" | "decide" | "answer" | "annul")[];
                            ruleVersion: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One application */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            number: string | null;
                            version: number;
                            /** @enum {string} */
                            state: "draft" | "submitted" | "checking" | "returned" | "checked" | "endorsed" | "proposed" | "approved" | "rejected" | "withdrawn" | "lapsed";
                            /** @enum {string} */
                            kind: "new" | "additional" | "change" | "return" | "revocation";
                            organisation: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                nib: string | null;
                                npwp: string;
                                address: string;
                                kind: string;
                                legalBasis: {
                                    kind: string;
                                    number: string;
                                    year: number;
                                    subject: string;
                                } | null;
                                legalBasisFileId: string | null;
                            };
                            form: {
                                kbli: string;
                                service: string;
                                numberKind: string;
                                code: string;
                                purpose: string;
                                letterFileId: string | null;
                                declaration: boolean;
                                /** @default null */
                                ownService: boolean | null;
                                /**
                                 * @default
                                 * @enum {string}
                                 */
                                basis: "" | "decree" | "licence";
                                /** @default null */
                                basisFileId: string | null;
                                /** @default  */
                                userName: string;
                                /** @default null */
                                userLetterFileId: string | null;
                                /** @default [] */
                                usageReport: {
                                    code: string;
                                    decree: string;
                                    endUser: string;
                                    service: string;
                                    activatedOn: string | "";
                                    status: ("in-use" | "being-prepared" | "not-in-use") | "";
                                    originatingOperators: string;
                                    monthlyCalls: string;
                                    evidence: string;
                                }[];
                                /** @default null */
                                change: {
                                    /** @enum {string} */
                                    ground: "identity" | "rule";
                                    before: {
                                        name: string;
                                        address: string;
                                    };
                                    after: {
                                        name: string;
                                        address: string;
                                        city: string;
                                        province: string;
                                    };
                                    licenceBeforeFileId: string | null;
                                    licenceAfterFileId: string | null;
                                    citation: string;
                                    earlier: {
                                        number: string;
                                        date: string | "";
                                        fileId: string | null;
                                    };
                                } | null;
                                /** @default null */
                                return: {
                                    reason: string;
                                    earlier: {
                                        number: string;
                                        date: string | "";
                                        fileId: string | null;
                                    };
                                } | null;
                                /** @default null */
                                revocation: {
                                    /** @enum {string} */
                                    ground: "unused" | "licence-lost" | "breach" | "nib";
                                    statement: string;
                                    evidenceFileId: string | null;
                                    /** Format: date */
                                    answerDue: string;
                                    answer: {
                                        text: string;
                                        fileId: string | null;
                                        /** Format: date-time */
                                        at: string;
                                    } | null;
                                } | null;
                            };
                            letter: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                bytes: number;
                            } | null;
                            basisFile: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                bytes: number;
                            } | null;
                            userLetter: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                bytes: number;
                            } | null;
                            papers: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                bytes: number;
                            }[];
                            decreeInForce: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                /** Format: date */
                                decidedOn: string;
                            } | null;
                            atOss: {
                                name: string;
                                address: string;
                                city: string;
                                province: string;
                            } | null;
                            licences: {
                                number: string;
                                /** Format: date */
                                grantedOn: string;
                                service: string;
                            }[];
                            items: {
                                key: string;
                                /** @enum {string} */
                                verdict: "open" | "accepted" | "returned";
                                note: string | null;
                                remedy: string | null;
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                            }[];
                            promise: {
                                workingDays: number;
                                usedDays: number;
                                /** Format: date */
                                dueDate: string;
                                provisional: boolean;
                                /** @enum {string} */
                                state: "running" | "paused" | "stopped" | "kept" | "late";
                                /** @enum {string} */
                                holder: "ministry" | "applicant";
                                /** Format: date-time */
                                startedAt: string;
                                restarts: number;
                                pausedSpans: {
                                    /** Format: date */
                                    fromDate: string;
                                    toDate: string | null;
                                    workingDays: number;
                                }[];
                            } | null;
                            events: {
                                /** Format: date-time */
                                at: string;
                                actorName: string | null;
                                role: string | null;
                                type: string;
                                note: string | null;
                            }[];
                            decree: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                state: string;
                            } | null;
                            hold: {
                                /** Format: uuid */
                                id: string;
                                code: string;
                                display: string;
                                /** Format: date-time */
                                heldUntil: string;
                            } | null;
                            proposedOutcome: ("approve" | "reject") | null;
                            receipts: {
                                /** Format: uuid */
                                fileId: string;
                                round: number;
                                /** Format: date-time */
                                at: string;
                            }[];
                            repairUntil: string | null;
                            repairRule: {
                                id: string;
                                clause: string;
                                standing: string;
                            } | null;
                            mandateRefusal: ("mandate-missing" | "mandate-other-signer") | null;
                            commands: ("submit" | "withdraw" | "assign" | "unassign" | "take" | "check-item" | "return" | "pause" | "resume" | "finish-check" | "resubmit" | "endorse" | "propose" | "send-back" | "decide" | "answer" | "annul")[];
                            ruleVersion: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{id}/pre-check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every fault of the form now */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            findings: {
                                place: string;
                                accessCode: string | null;
                                code: string;
                                message: string;
                                remedy: string;
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{id}/form": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Save the form */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        expectedVersion: number;
                        form: {
                            kbli: string;
                            service: string;
                            numberKind: string;
                            code: string;
                            purpose: string;
                            letterFileId: string | null;
                            declaration: boolean;
                            /** @default null */
                            ownService?: boolean | null;
                            /**
                             * @default
                             * @enum {string}
                             */
                            basis?: "" | "decree" | "licence";
                            /** @default null */
                            basisFileId?: string | null;
                            /** @default  */
                            userName?: string;
                            /** @default null */
                            userLetterFileId?: string | null;
                            /** @default [] */
                            usageReport?: {
                                code: string;
                                decree: string;
                                endUser: string;
                                service: string;
                                activatedOn: string | "";
                                status: ("in-use" | "being-prepared" | "not-in-use") | "";
                                originatingOperators: string;
                                monthlyCalls: string;
                                evidence: string;
                            }[];
                            /** @default null */
                            change?: {
                                /** @enum {string} */
                                ground: "identity" | "rule";
                                before: {
                                    name: string;
                                    address: string;
                                };
                                after: {
                                    name: string;
                                    address: string;
                                    city: string;
                                    province: string;
                                };
                                licenceBeforeFileId: string | null;
                                licenceAfterFileId: string | null;
                                citation: string;
                                earlier: {
                                    number: string;
                                    date: string | "";
                                    fileId: string | null;
                                };
                            } | null;
                            /** @default null */
                            return?: {
                                reason: string;
                                earlier: {
                                    number: string;
                                    date: string | "";
                                    fileId: string | null;
                                };
                            } | null;
                            /** @default null */
                            revocation?: {
                                /** @enum {string} */
                                ground: "unused" | "licence-lost" | "breach" | "nib";
                                statement: string;
                                evidenceFileId: string | null;
                                /** Format: date */
                                answerDue: string;
                                answer: {
                                    text: string;
                                    fileId: string | null;
                                    /** Format: date-time */
                                    at: string;
                                } | null;
                            } | null;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            number: string | null;
                            version: number;
                            /** @enum {string} */
                            state: "draft" | "submitted" | "checking" | "returned" | "checked" | "endorsed" | "proposed" | "approved" | "rejected" | "withdrawn" | "lapsed";
                            /** @enum {string} */
                            kind: "new" | "additional" | "change" | "return" | "revocation";
                            organisation: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                nib: string | null;
                                npwp: string;
                                address: string;
                                kind: string;
                                legalBasis: {
                                    kind: string;
                                    number: string;
                                    year: number;
                                    subject: string;
                                } | null;
                                legalBasisFileId: string | null;
                            };
                            form: {
                                kbli: string;
                                service: string;
                                numberKind: string;
                                code: string;
                                purpose: string;
                                letterFileId: string | null;
                                declaration: boolean;
                                /** @default null */
                                ownService: boolean | null;
                                /**
                                 * @default
                                 * @enum {string}
                                 */
                                basis: "" | "decree" | "licence";
                                /** @default null */
                                basisFileId: string | null;
                                /** @default  */
                                userName: string;
                                /** @default null */
                                userLetterFileId: string | null;
                                /** @default [] */
                                usageReport: {
                                    code: string;
                                    decree: string;
                                    endUser: string;
                                    service: string;
                                    activatedOn: string | "";
                                    status: ("in-use" | "being-prepared" | "not-in-use") | "";
                                    originatingOperators: string;
                                    monthlyCalls: string;
                                    evidence: string;
                                }[];
                                /** @default null */
                                change: {
                                    /** @enum {string} */
                                    ground: "identity" | "rule";
                                    before: {
                                        name: string;
                                        address: string;
                                    };
                                    after: {
                                        name: string;
                                        address: string;
                                        city: string;
                                        province: string;
                                    };
                                    licenceBeforeFileId: string | null;
                                    licenceAfterFileId: string | null;
                                    citation: string;
                                    earlier: {
                                        number: string;
                                        date: string | "";
                                        fileId: string | null;
                                    };
                                } | null;
                                /** @default null */
                                return: {
                                    reason: string;
                                    earlier: {
                                        number: string;
                                        date: string | "";
                                        fileId: string | null;
                                    };
                                } | null;
                                /** @default null */
                                revocation: {
                                    /** @enum {string} */
                                    ground: "unused" | "licence-lost" | "breach" | "nib";
                                    statement: string;
                                    evidenceFileId: string | null;
                                    /** Format: date */
                                    answerDue: string;
                                    answer: {
                                        text: string;
                                        fileId: string | null;
                                        /** Format: date-time */
                                        at: string;
                                    } | null;
                                } | null;
                            };
                            letter: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                bytes: number;
                            } | null;
                            basisFile: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                bytes: number;
                            } | null;
                            userLetter: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                bytes: number;
                            } | null;
                            papers: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                bytes: number;
                            }[];
                            decreeInForce: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                /** Format: date */
                                decidedOn: string;
                            } | null;
                            atOss: {
                                name: string;
                                address: string;
                                city: string;
                                province: string;
                            } | null;
                            licences: {
                                number: string;
                                /** Format: date */
                                grantedOn: string;
                                service: string;
                            }[];
                            items: {
                                key: string;
                                /** @enum {string} */
                                verdict: "open" | "accepted" | "returned";
                                note: string | null;
                                remedy: string | null;
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                            }[];
                            promise: {
                                workingDays: number;
                                usedDays: number;
                                /** Format: date */
                                dueDate: string;
                                provisional: boolean;
                                /** @enum {string} */
                                state: "running" | "paused" | "stopped" | "kept" | "late";
                                /** @enum {string} */
                                holder: "ministry" | "applicant";
                                /** Format: date-time */
                                startedAt: string;
                                restarts: number;
                                pausedSpans: {
                                    /** Format: date */
                                    fromDate: string;
                                    toDate: string | null;
                                    workingDays: number;
                                }[];
                            } | null;
                            events: {
                                /** Format: date-time */
                                at: string;
                                actorName: string | null;
                                role: string | null;
                                type: string;
                                note: string | null;
                            }[];
                            decree: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                state: string;
                            } | null;
                            hold: {
                                /** Format: uuid */
                                id: string;
                                code: string;
                                display: string;
                                /** Format: date-time */
                                heldUntil: string;
                            } | null;
                            proposedOutcome: ("approve" | "reject") | null;
                            receipts: {
                                /** Format: uuid */
                                fileId: string;
                                round: number;
                                /** Format: date-time */
                                at: string;
                            }[];
                            repairUntil: string | null;
                            repairRule: {
                                id: string;
                                clause: string;
                                standing: string;
                            } | null;
                            mandateRefusal: ("mandate-missing" | "mandate-other-signer") | null;
                            commands: ("submit" | "withdraw" | "assign" | "unassign" | "take" | "check-item" | "return" | "pause" | "resume" | "finish-check" | "resubmit" | "endorse" | "propose" | "send-back" | "decide" | "answer" | "annul")[];
                            ruleVersion: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/{id}/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a command on an application */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        command: "submit" | "withdraw" | "unassign" | "take" | "resume" | "finish-check" | "resubmit";
                        expectedVersion: number;
                    } | {
                        /** @enum {string} */
                        command: "check-item";
                        expectedVersion: number;
                        key: string;
                        /** @enum {string} */
                        verdict: "accepted" | "returned";
                        /** @default  */
                        note?: string;
                        /** @default  */
                        remedy?: string;
                    } | {
                        /** @enum {string} */
                        command: "assign";
                        expectedVersion: number;
                        /** Format: uuid */
                        personId: string;
                    } | {
                        /** @enum {string} */
                        command: "return" | "endorse";
                        expectedVersion: number;
                        /** @default  */
                        note?: string;
                    } | {
                        /** @enum {string} */
                        command: "pause";
                        expectedVersion: number;
                        reason: string;
                    } | {
                        /** @enum {string} */
                        command: "send-back";
                        expectedVersion: number;
                        reason: string;
                    } | {
                        /** @enum {string} */
                        command: "propose";
                        expectedVersion: number;
                        /** @enum {string} */
                        outcome: "approve" | "reject";
                        /** @default  */
                        reason?: string;
                    } | {
                        /** @enum {string} */
                        command: "decide";
                        expectedVersion: number;
                        /** @enum {string} */
                        outcome: "approve" | "reject";
                        /** @default  */
                        reason?: string;
                    } | {
                        /** @enum {string} */
                        command: "answer";
                        expectedVersion: number;
                        text: string;
                        /** @default null */
                        fileId?: string | null;
                    } | {
                        /** @enum {string} */
                        command: "annul";
                        expectedVersion: number;
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            number: string | null;
                            version: number;
                            /** @enum {string} */
                            state: "draft" | "submitted" | "checking" | "returned" | "checked" | "endorsed" | "proposed" | "approved" | "rejected" | "withdrawn" | "lapsed";
                            /** @enum {string} */
                            kind: "new" | "additional" | "change" | "return" | "revocation";
                            organisation: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                nib: string | null;
                                npwp: string;
                                address: string;
                                kind: string;
                                legalBasis: {
                                    kind: string;
                                    number: string;
                                    year: number;
                                    subject: string;
                                } | null;
                                legalBasisFileId: string | null;
                            };
                            form: {
                                kbli: string;
                                service: string;
                                numberKind: string;
                                code: string;
                                purpose: string;
                                letterFileId: string | null;
                                declaration: boolean;
                                /** @default null */
                                ownService: boolean | null;
                                /**
                                 * @default
                                 * @enum {string}
                                 */
                                basis: "" | "decree" | "licence";
                                /** @default null */
                                basisFileId: string | null;
                                /** @default  */
                                userName: string;
                                /** @default null */
                                userLetterFileId: string | null;
                                /** @default [] */
                                usageReport: {
                                    code: string;
                                    decree: string;
                                    endUser: string;
                                    service: string;
                                    activatedOn: string | "";
                                    status: ("in-use" | "being-prepared" | "not-in-use") | "";
                                    originatingOperators: string;
                                    monthlyCalls: string;
                                    evidence: string;
                                }[];
                                /** @default null */
                                change: {
                                    /** @enum {string} */
                                    ground: "identity" | "rule";
                                    before: {
                                        name: string;
                                        address: string;
                                    };
                                    after: {
                                        name: string;
                                        address: string;
                                        city: string;
                                        province: string;
                                    };
                                    licenceBeforeFileId: string | null;
                                    licenceAfterFileId: string | null;
                                    citation: string;
                                    earlier: {
                                        number: string;
                                        date: string | "";
                                        fileId: string | null;
                                    };
                                } | null;
                                /** @default null */
                                return: {
                                    reason: string;
                                    earlier: {
                                        number: string;
                                        date: string | "";
                                        fileId: string | null;
                                    };
                                } | null;
                                /** @default null */
                                revocation: {
                                    /** @enum {string} */
                                    ground: "unused" | "licence-lost" | "breach" | "nib";
                                    statement: string;
                                    evidenceFileId: string | null;
                                    /** Format: date */
                                    answerDue: string;
                                    answer: {
                                        text: string;
                                        fileId: string | null;
                                        /** Format: date-time */
                                        at: string;
                                    } | null;
                                } | null;
                            };
                            letter: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                bytes: number;
                            } | null;
                            basisFile: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                bytes: number;
                            } | null;
                            userLetter: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                bytes: number;
                            } | null;
                            papers: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                bytes: number;
                            }[];
                            decreeInForce: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                /** Format: date */
                                decidedOn: string;
                            } | null;
                            atOss: {
                                name: string;
                                address: string;
                                city: string;
                                province: string;
                            } | null;
                            licences: {
                                number: string;
                                /** Format: date */
                                grantedOn: string;
                                service: string;
                            }[];
                            items: {
                                key: string;
                                /** @enum {string} */
                                verdict: "open" | "accepted" | "returned";
                                note: string | null;
                                remedy: string | null;
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                            }[];
                            promise: {
                                workingDays: number;
                                usedDays: number;
                                /** Format: date */
                                dueDate: string;
                                provisional: boolean;
                                /** @enum {string} */
                                state: "running" | "paused" | "stopped" | "kept" | "late";
                                /** @enum {string} */
                                holder: "ministry" | "applicant";
                                /** Format: date-time */
                                startedAt: string;
                                restarts: number;
                                pausedSpans: {
                                    /** Format: date */
                                    fromDate: string;
                                    toDate: string | null;
                                    workingDays: number;
                                }[];
                            } | null;
                            events: {
                                /** Format: date-time */
                                at: string;
                                actorName: string | null;
                                role: string | null;
                                type: string;
                                note: string | null;
                            }[];
                            decree: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                state: string;
                            } | null;
                            hold: {
                                /** Format: uuid */
                                id: string;
                                code: string;
                                display: string;
                                /** Format: date-time */
                                heldUntil: string;
                            } | null;
                            proposedOutcome: ("approve" | "reject") | null;
                            receipts: {
                                /** Format: uuid */
                                fileId: string;
                                round: number;
                                /** Format: date-time */
                                at: string;
                            }[];
                            repairUntil: string | null;
                            repairRule: {
                                id: string;
                                clause: string;
                                standing: string;
                            } | null;
                            mandateRefusal: ("mandate-missing" | "mandate-other-signer") | null;
                            commands: ("submit" | "withdraw" | "assign" | "unassign" | "take" | "check-item" | "return" | "pause" | "resume" | "finish-check" | "resubmit" | "endorse" | "propose" | "send-back" | "decide" | "answer" | "annul")[];
                            ruleVersion: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/own-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The active codes of one's company */
        get: {
            parameters: {
                query: {
                    organisationId: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                code: string;
                                display: string;
                                decree: {
                                    /** Format: uuid */
                                    id: string;
                                    number: string;
                                    isPublished: boolean;
                                } | null;
                                openCase: {
                                    /** Format: uuid */
                                    id: string;
                                    number: string | null;
                                    /** @enum {string} */
                                    kind: "new" | "additional" | "change" | "return" | "revocation";
                                } | null;
                                differsFromOss: boolean;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/code-cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin a change or a return of a code that is held */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: uuid */
                        organisationId: string;
                        code: string;
                        /** @enum {string} */
                        kind: "change" | "return";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            number: string | null;
                            version: number;
                            /** @enum {string} */
                            state: "draft" | "submitted" | "checking" | "returned" | "checked" | "endorsed" | "proposed" | "approved" | "rejected" | "withdrawn" | "lapsed";
                            /** @enum {string} */
                            kind: "new" | "additional" | "change" | "return" | "revocation";
                            organisation: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                nib: string | null;
                                npwp: string;
                                address: string;
                                kind: string;
                                legalBasis: {
                                    kind: string;
                                    number: string;
                                    year: number;
                                    subject: string;
                                } | null;
                                legalBasisFileId: string | null;
                            };
                            form: {
                                kbli: string;
                                service: string;
                                numberKind: string;
                                code: string;
                                purpose: string;
                                letterFileId: string | null;
                                declaration: boolean;
                                /** @default null */
                                ownService: boolean | null;
                                /**
                                 * @default
                                 * @enum {string}
                                 */
                                basis: "" | "decree" | "licence";
                                /** @default null */
                                basisFileId: string | null;
                                /** @default  */
                                userName: string;
                                /** @default null */
                                userLetterFileId: string | null;
                                /** @default [] */
                                usageReport: {
                                    code: string;
                                    decree: string;
                                    endUser: string;
                                    service: string;
                                    activatedOn: string | "";
                                    status: ("in-use" | "being-prepared" | "not-in-use") | "";
                                    originatingOperators: string;
                                    monthlyCalls: string;
                                    evidence: string;
                                }[];
                                /** @default null */
                                change: {
                                    /** @enum {string} */
                                    ground: "identity" | "rule";
                                    before: {
                                        name: string;
                                        address: string;
                                    };
                                    after: {
                                        name: string;
                                        address: string;
                                        city: string;
                                        province: string;
                                    };
                                    licenceBeforeFileId: string | null;
                                    licenceAfterFileId: string | null;
                                    citation: string;
                                    earlier: {
                                        number: string;
                                        date: string | "";
                                        fileId: string | null;
                                    };
                                } | null;
                                /** @default null */
                                return: {
                                    reason: string;
                                    earlier: {
                                        number: string;
                                        date: string | "";
                                        fileId: string | null;
                                    };
                                } | null;
                                /** @default null */
                                revocation: {
                                    /** @enum {string} */
                                    ground: "unused" | "licence-lost" | "breach" | "nib";
                                    statement: string;
                                    evidenceFileId: string | null;
                                    /** Format: date */
                                    answerDue: string;
                                    answer: {
                                        text: string;
                                        fileId: string | null;
                                        /** Format: date-time */
                                        at: string;
                                    } | null;
                                } | null;
                            };
                            letter: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                bytes: number;
                            } | null;
                            basisFile: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                bytes: number;
                            } | null;
                            userLetter: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                bytes: number;
                            } | null;
                            papers: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                bytes: number;
                            }[];
                            decreeInForce: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                /** Format: date */
                                decidedOn: string;
                            } | null;
                            atOss: {
                                name: string;
                                address: string;
                                city: string;
                                province: string;
                            } | null;
                            licences: {
                                number: string;
                                /** Format: date */
                                grantedOn: string;
                                service: string;
                            }[];
                            items: {
                                key: string;
                                /** @enum {string} */
                                verdict: "open" | "accepted" | "returned";
                                note: string | null;
                                remedy: string | null;
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                            }[];
                            promise: {
                                workingDays: number;
                                usedDays: number;
                                /** Format: date */
                                dueDate: string;
                                provisional: boolean;
                                /** @enum {string} */
                                state: "running" | "paused" | "stopped" | "kept" | "late";
                                /** @enum {string} */
                                holder: "ministry" | "applicant";
                                /** Format: date-time */
                                startedAt: string;
                                restarts: number;
                                pausedSpans: {
                                    /** Format: date */
                                    fromDate: string;
                                    toDate: string | null;
                                    workingDays: number;
                                }[];
                            } | null;
                            events: {
                                /** Format: date-time */
                                at: string;
                                actorName: string | null;
                                role: string | null;
                                type: string;
                                note: string | null;
                            }[];
                            decree: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                state: string;
                            } | null;
                            hold: {
                                /** Format: uuid */
                                id: string;
                                code: string;
                                display: string;
                                /** Format: date-time */
                                heldUntil: string;
                            } | null;
                            proposedOutcome: ("approve" | "reject") | null;
                            receipts: {
                                /** Format: uuid */
                                fileId: string;
                                round: number;
                                /** Format: date-time */
                                at: string;
                            }[];
                            repairUntil: string | null;
                            repairRule: {
                                id: string;
                                clause: string;
                                standing: string;
                            } | null;
                            mandateRefusal: ("mandate-missing" | "mandate-other-signer") | null;
                            commands: ("submit" | "withdraw" | "assign" | "unassign" | "take" | "check-item" | "return" | "pause" | "resume" | "finish-check" | "resubmit" | "endorse" | "propose" | "send-back" | "decide" | "answer" | "annul")[];
                            ruleVersion: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/revocations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open the revocation of a code */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        code: string;
                        /** @enum {string} */
                        ground: "unused" | "licence-lost" | "breach" | "nib";
                        statement: string;
                        evidenceFileId: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            number: string | null;
                            version: number;
                            /** @enum {string} */
                            state: "draft" | "submitted" | "checking" | "returned" | "checked" | "endorsed" | "proposed" | "approved" | "rejected" | "withdrawn" | "lapsed";
                            /** @enum {string} */
                            kind: "new" | "additional" | "change" | "return" | "revocation";
                            organisation: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                nib: string | null;
                                npwp: string;
                                address: string;
                                kind: string;
                                legalBasis: {
                                    kind: string;
                                    number: string;
                                    year: number;
                                    subject: string;
                                } | null;
                                legalBasisFileId: string | null;
                            };
                            form: {
                                kbli: string;
                                service: string;
                                numberKind: string;
                                code: string;
                                purpose: string;
                                letterFileId: string | null;
                                declaration: boolean;
                                /** @default null */
                                ownService: boolean | null;
                                /**
                                 * @default
                                 * @enum {string}
                                 */
                                basis: "" | "decree" | "licence";
                                /** @default null */
                                basisFileId: string | null;
                                /** @default  */
                                userName: string;
                                /** @default null */
                                userLetterFileId: string | null;
                                /** @default [] */
                                usageReport: {
                                    code: string;
                                    decree: string;
                                    endUser: string;
                                    service: string;
                                    activatedOn: string | "";
                                    status: ("in-use" | "being-prepared" | "not-in-use") | "";
                                    originatingOperators: string;
                                    monthlyCalls: string;
                                    evidence: string;
                                }[];
                                /** @default null */
                                change: {
                                    /** @enum {string} */
                                    ground: "identity" | "rule";
                                    before: {
                                        name: string;
                                        address: string;
                                    };
                                    after: {
                                        name: string;
                                        address: string;
                                        city: string;
                                        province: string;
                                    };
                                    licenceBeforeFileId: string | null;
                                    licenceAfterFileId: string | null;
                                    citation: string;
                                    earlier: {
                                        number: string;
                                        date: string | "";
                                        fileId: string | null;
                                    };
                                } | null;
                                /** @default null */
                                return: {
                                    reason: string;
                                    earlier: {
                                        number: string;
                                        date: string | "";
                                        fileId: string | null;
                                    };
                                } | null;
                                /** @default null */
                                revocation: {
                                    /** @enum {string} */
                                    ground: "unused" | "licence-lost" | "breach" | "nib";
                                    statement: string;
                                    evidenceFileId: string | null;
                                    /** Format: date */
                                    answerDue: string;
                                    answer: {
                                        text: string;
                                        fileId: string | null;
                                        /** Format: date-time */
                                        at: string;
                                    } | null;
                                } | null;
                            };
                            letter: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                bytes: number;
                            } | null;
                            basisFile: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                bytes: number;
                            } | null;
                            userLetter: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                bytes: number;
                            } | null;
                            papers: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                bytes: number;
                            }[];
                            decreeInForce: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                /** Format: date */
                                decidedOn: string;
                            } | null;
                            atOss: {
                                name: string;
                                address: string;
                                city: string;
                                province: string;
                            } | null;
                            licences: {
                                number: string;
                                /** Format: date */
                                grantedOn: string;
                                service: string;
                            }[];
                            items: {
                                key: string;
                                /** @enum {string} */
                                verdict: "open" | "accepted" | "returned";
                                note: string | null;
                                remedy: string | null;
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                            }[];
                            promise: {
                                workingDays: number;
                                usedDays: number;
                                /** Format: date */
                                dueDate: string;
                                provisional: boolean;
                                /** @enum {string} */
                                state: "running" | "paused" | "stopped" | "kept" | "late";
                                /** @enum {string} */
                                holder: "ministry" | "applicant";
                                /** Format: date-time */
                                startedAt: string;
                                restarts: number;
                                pausedSpans: {
                                    /** Format: date */
                                    fromDate: string;
                                    toDate: string | null;
                                    workingDays: number;
                                }[];
                            } | null;
                            events: {
                                /** Format: date-time */
                                at: string;
                                actorName: string | null;
                                role: string | null;
                                type: string;
                                note: string | null;
                            }[];
                            decree: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                state: string;
                            } | null;
                            hold: {
                                /** Format: uuid */
                                id: string;
                                code: string;
                                display: string;
                                /** Format: date-time */
                                heldUntil: string;
                            } | null;
                            proposedOutcome: ("approve" | "reject") | null;
                            receipts: {
                                /** Format: uuid */
                                fileId: string;
                                round: number;
                                /** Format: date-time */
                                at: string;
                            }[];
                            repairUntil: string | null;
                            repairRule: {
                                id: string;
                                clause: string;
                                standing: string;
                            } | null;
                            mandateRefusal: ("mandate-missing" | "mandate-other-signer") | null;
                            commands: ("submit" | "withdraw" | "assign" | "unassign" | "take" | "check-item" | "return" | "pause" | "resume" | "finish-check" | "resubmit" | "endorse" | "propose" | "send-back" | "decide" | "answer" | "annul")[];
                            ruleVersion: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/assignees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Officers a case can be given to */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                openCases: number;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give several cases to one officer; each is decided by itself */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: uuid */
                        personId: string;
                        cases: {
                            /** Format: uuid */
                            id: string;
                            expectedVersion: number;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: uuid */
                                id: string;
                                refusal: {
                                    code: string;
                                    message: string;
                                } | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/applications/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Applications by search, as CSV */
        get: {
            parameters: {
                query?: {
                    state?: "draft" | "submitted" | "checking" | "returned" | "checked" | "endorsed" | "proposed" | "approved" | "rejected" | "withdrawn" | "lapsed";
                    ball?: "open" | "ministry" | "applicant" | "overdue" | "mine";
                    organisation?: string;
                    promise?: "at-risk" | "late" | "kept" | "missed";
                    endedFrom?: string;
                    endedTo?: string;
                    assignee?: string | "none";
                    search?: string;
                    sort?: "due" | "-due" | "submitted" | "-submitted";
                    columns?: string;
                    language?: "id" | "en";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/live/applications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes of one application */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/live/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes of the officers' queue */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/status/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a case stands (page), by its number and the key on its receipt */
        get: {
            parameters: {
                query?: {
                    kunci?: string;
                    lang?: "id" | "en";
                };
                header?: never;
                path: {
                    number: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/kind-proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The kind of application that fits a body */
        get: {
            parameters: {
                query: {
                    organisationId: string;
                    ownService?: "yes" | "no";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            isGovernment: boolean;
                            refusal: {
                                code: string;
                                message: string;
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                            } | null;
                            /** @enum {string} */
                            fitting: "new" | "additional";
                            rule: {
                                id: string;
                                clause: string;
                                standing: string;
                            } | null;
                            workingDays: {
                                [key: string]: number;
                            };
                            codes: {
                                code: string;
                                display: string;
                                decree: string | null;
                            }[];
                            licences: {
                                number: string;
                                /** Format: date */
                                grantedOn: string;
                                service: string;
                            }[];
                            openApplicationId: string | null;
                            openNewRule: {
                                id: string;
                                clause: string;
                                standing: string;
                            } | null;
                        };
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Operators that hold active codes */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                city: string;
                                codes: number;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Licence applications by search */
        get: {
            parameters: {
                query?: {
                    scope?: "mine" | "queue";
                    state?: "draft" | "submitted" | "checking" | "returned" | "checked" | "endorsed" | "verified" | "rejected" | "withdrawn" | "lapsed";
                    ball?: "open" | "ministry" | "applicant" | "overdue" | "mine";
                    promise?: "at-risk" | "late" | "kept" | "missed";
                    endedFrom?: string;
                    endedTo?: string;
                    assignee?: string | "none";
                    search?: string;
                    sort?: "due" | "-due" | "submitted" | "-submitted";
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            hasMore: boolean;
                            items: {
                                /** Format: uuid */
                                id: string;
                                number: string | null;
                                /** @enum {string} */
                                state: "draft" | "submitted" | "checking" | "returned" | "checked" | "endorsed" | "verified" | "rejected" | "withdrawn" | "lapsed";
                                paused: boolean;
                                round: number;
                                organisationName: string;
                                nib: string | null;
                                configurations: string[];
                                submittedAt: string | null;
                                assignee: string | null;
                                promise: {
                                    workingDays: number;
                                    usedDays: number;
                                    /** Format: date */
                                    dueDate: string;
                                    provisional: boolean;
                                    /** @enum {string} */
                                    state: "running" | "paused" | "stopped" | "kept" | "late";
                                    /** @enum {string} */
                                    holder: "ministry" | "applicant";
                                    /** Format: date-time */
                                    startedAt: string;
                                    restarts: number;
                                    pausedSpans: {
                                        /** Format: date */
                                        fromDate: string;
                                        toDate: string | null;
                                        workingDays: number;
                                    }[];
                                } | null;
                                version: number;
                                deemed: boolean;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Begin a licence application */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: uuid */
                        organisationId: string;
                        /** @default null */
                        copyOf?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            number: string | null;
                            /** @enum {string} */
                            state: "draft" | "submitted" | "checking" | "returned" | "checked" | "endorsed" | "verified" | "rejected" | "withdrawn" | "lapsed";
                            paused: boolean;
                            round: number;
                            version: number;
                            organisation: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                nib: string | null;
                                npwp: string;
                                isGovernment: boolean;
                                kbli: string[];
                                ownLicence: boolean;
                            };
                            codes: {
                                code: string;
                                display: string;
                                decree: string | null;
                            }[];
                            ruleVersion: string;
                            /** Format: date-time */
                            createdAt: string;
                            submittedAt: string | null;
                            assignee: string | null;
                            promise: {
                                workingDays: number;
                                usedDays: number;
                                /** Format: date */
                                dueDate: string;
                                provisional: boolean;
                                /** @enum {string} */
                                state: "running" | "paused" | "stopped" | "kept" | "late";
                                /** @enum {string} */
                                holder: "ministry" | "applicant";
                                /** Format: date-time */
                                startedAt: string;
                                restarts: number;
                                pausedSpans: {
                                    /** Format: date */
                                    fromDate: string;
                                    toDate: string | null;
                                    workingDays: number;
                                }[];
                            } | null;
                            repairUntil: string | null;
                            parts: {
                                key: string;
                                value: unknown;
                                version: number;
                                changedBy: string | null;
                                changedAt: string | null;
                            }[];
                            items: {
                                key: string;
                                /** @enum {string} */
                                kind: "form" | "file" | "declaration" | "record";
                                parts: string[];
                                slots: string[];
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                };
                                template: string | null;
                                isWord: boolean;
                                /** @enum {string} */
                                verdict: "open" | "accepted" | "returned";
                                locked: boolean;
                                changed: boolean;
                                reopened: {
                                    /** Format: date-time */
                                    at: string;
                                    reason: string;
                                } | null;
                                mayUndo: boolean;
                                checkedBy: string | null;
                                checkedAt: string | null;
                            }[];
                            documents: {
                                slot: string;
                                requirement: string | null;
                                /** Format: uuid */
                                fileId: string;
                                name: string;
                                bytes: number;
                                sha256: string;
                                pages: number | null;
                                stated: {
                                    number: string;
                                    issuedOn: string;
                                    validUntil: string;
                                };
                                facts: unknown;
                                attachedBy: string;
                                /** Format: date-time */
                                attachedAt: string;
                                version: number;
                            }[];
                            findings: {
                                /** Format: uuid */
                                id: string;
                                requirement: string;
                                round: number;
                                /** @enum {string} */
                                state: "draft" | "sent" | "answered" | "settled";
                                place: {
                                    part: string | null;
                                    slot: string | null;
                                    rowId: string | null;
                                    field: string | null;
                                    page: number | null;
                                    spot: {
                                        x: number;
                                        y: number;
                                    } | null;
                                };
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                                note: string;
                                remedy: string;
                                lateReason: string | null;
                                repeats: string | null;
                                dueDate: string | null;
                                by: string | null;
                                /** Format: date-time */
                                at: string;
                            }[];
                            preCheck: {
                                code: string;
                                /** @enum {string} */
                                level: "blocks" | "warns" | "not-checked";
                                requirement: string;
                                place: {
                                    part: string | null;
                                    slot: string | null;
                                    rowId: string | null;
                                    field: string | null;
                                    page: number | null;
                                };
                                params: {
                                    [key: string]: string | number;
                                };
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                            }[];
                            events: {
                                sequence: number;
                                type: string;
                                /** Format: date-time */
                                at: string;
                                actor: string | null;
                                role: string | null;
                                note: string | null;
                                detail: {
                                    [key: string]: unknown;
                                };
                            }[];
                            recordedFacts: {
                                requirement: string;
                                slot: string | null;
                                source: string;
                                /** @enum {string} */
                                result: "confirmed" | "contradicted" | "not-reachable";
                                note: string;
                                by: string;
                                /** Format: date-time */
                                at: string;
                            }[];
                            deemed: {
                                /** Format: date */
                                since: string;
                                /** Format: date-time */
                                escalatedAt: string;
                                recordedAt: string | null;
                            } | null;
                            decree: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                state: string;
                            } | null;
                            receipts: {
                                /** Format: uuid */
                                fileId: string;
                                round: number;
                                /** Format: date-time */
                                at: string;
                            }[];
                            objections: {
                                items: {
                                    /** Format: uuid */
                                    id: string;
                                    number: string;
                                    /** @enum {string} */
                                    state: "filed" | "reviewing" | "reviewed" | "granted" | "refused" | "withdrawn";
                                    /** Format: date-time */
                                    filedAt: string;
                                }[];
                                until: string | null;
                                mayFile: boolean;
                                refusal: string | null;
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                            };
                            mayWrite: boolean;
                            commands: ("submit" | "withdraw" | "assign" | "unassign" | "take" | "declare-interest" | "accept-item" | "undo-acceptance" | "reopen-item" | "keep-finding" | "drop-finding" | "record-fact" | "return" | "pause" | "resume" | "finish-check" | "resubmit" | "endorse" | "send-back" | "verify" | "reject")[];
                            interest: ("undeclared" | "none" | "declared") | null;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licences/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One licence application */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            number: string | null;
                            /** @enum {string} */
                            state: "draft" | "submitted" | "checking" | "returned" | "checked" | "endorsed" | "verified" | "rejected" | "withdrawn" | "lapsed";
                            paused: boolean;
                            round: number;
                            version: number;
                            organisation: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                nib: string | null;
                                npwp: string;
                                isGovernment: boolean;
                                kbli: string[];
                                ownLicence: boolean;
                            };
                            codes: {
                                code: string;
                                display: string;
                                decree: string | null;
                            }[];
                            ruleVersion: string;
                            /** Format: date-time */
                            createdAt: string;
                            submittedAt: string | null;
                            assignee: string | null;
                            promise: {
                                workingDays: number;
                                usedDays: number;
                                /** Format: date */
                                dueDate: string;
                                provisional: boolean;
                                /** @enum {string} */
                                state: "running" | "paused" | "stopped" | "kept" | "late";
                                /** @enum {string} */
                                holder: "ministry" | "applicant";
                                /** Format: date-time */
                                startedAt: string;
                                restarts: number;
                                pausedSpans: {
                                    /** Format: date */
                                    fromDate: string;
                                    toDate: string | null;
                                    workingDays: number;
                                }[];
                            } | null;
                            repairUntil: string | null;
                            parts: {
                                key: string;
                                value: unknown;
                                version: number;
                                changedBy: string | null;
                                changedAt: string | null;
                            }[];
                            items: {
                                key: string;
                                /** @enum {string} */
                                kind: "form" | "file" | "declaration" | "record";
                                parts: string[];
                                slots: string[];
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                };
                                template: string | null;
                                isWord: boolean;
                                /** @enum {string} */
                                verdict: "open" | "accepted" | "returned";
                                locked: boolean;
                                changed: boolean;
                                reopened: {
                                    /** Format: date-time */
                                    at: string;
                                    reason: string;
                                } | null;
                                mayUndo: boolean;
                                checkedBy: string | null;
                                checkedAt: string | null;
                            }[];
                            documents: {
                                slot: string;
                                requirement: string | null;
                                /** Format: uuid */
                                fileId: string;
                                name: string;
                                bytes: number;
                                sha256: string;
                                pages: number | null;
                                stated: {
                                    number: string;
                                    issuedOn: string;
                                    validUntil: string;
                                };
                                facts: unknown;
                                attachedBy: string;
                                /** Format: date-time */
                                attachedAt: string;
                                version: number;
                            }[];
                            findings: {
                                /** Format: uuid */
                                id: string;
                                requirement: string;
                                round: number;
                                /** @enum {string} */
                                state: "draft" | "sent" | "answered" | "settled";
                                place: {
                                    part: string | null;
                                    slot: string | null;
                                    rowId: string | null;
                                    field: string | null;
                                    page: number | null;
                                    spot: {
                                        x: number;
                                        y: number;
                                    } | null;
                                };
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                                note: string;
                                remedy: string;
                                lateReason: string | null;
                                repeats: string | null;
                                dueDate: string | null;
                                by: string | null;
                                /** Format: date-time */
                                at: string;
                            }[];
                            preCheck: {
                                code: string;
                                /** @enum {string} */
                                level: "blocks" | "warns" | "not-checked";
                                requirement: string;
                                place: {
                                    part: string | null;
                                    slot: string | null;
                                    rowId: string | null;
                                    field: string | null;
                                    page: number | null;
                                };
                                params: {
                                    [key: string]: string | number;
                                };
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                            }[];
                            events: {
                                sequence: number;
                                type: string;
                                /** Format: date-time */
                                at: string;
                                actor: string | null;
                                role: string | null;
                                note: string | null;
                                detail: {
                                    [key: string]: unknown;
                                };
                            }[];
                            recordedFacts: {
                                requirement: string;
                                slot: string | null;
                                source: string;
                                /** @enum {string} */
                                result: "confirmed" | "contradicted" | "not-reachable";
                                note: string;
                                by: string;
                                /** Format: date-time */
                                at: string;
                            }[];
                            deemed: {
                                /** Format: date */
                                since: string;
                                /** Format: date-time */
                                escalatedAt: string;
                                recordedAt: string | null;
                            } | null;
                            decree: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                state: string;
                            } | null;
                            receipts: {
                                /** Format: uuid */
                                fileId: string;
                                round: number;
                                /** Format: date-time */
                                at: string;
                            }[];
                            objections: {
                                items: {
                                    /** Format: uuid */
                                    id: string;
                                    number: string;
                                    /** @enum {string} */
                                    state: "filed" | "reviewing" | "reviewed" | "granted" | "refused" | "withdrawn";
                                    /** Format: date-time */
                                    filedAt: string;
                                }[];
                                until: string | null;
                                mayFile: boolean;
                                refusal: string | null;
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                            };
                            mayWrite: boolean;
                            commands: ("submit" | "withdraw" | "assign" | "unassign" | "take" | "declare-interest" | "accept-item" | "undo-acceptance" | "reopen-item" | "keep-finding" | "drop-finding" | "record-fact" | "return" | "pause" | "resume" | "finish-check" | "resubmit" | "endorse" | "send-back" | "verify" | "reject")[];
                            interest: ("undeclared" | "none" | "declared") | null;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licences/{id}/rounds/{round}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was handed in in one round: 0 the submission, n the n-th correction */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    round: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            round: number;
                            /** Format: date-time */
                            handedInAt: string;
                            parts: {
                                key: string;
                                value: unknown;
                            }[];
                            documents: {
                                slot: string;
                                /** Format: uuid */
                                fileId: string;
                                name: string;
                                sha256: string;
                                stated: {
                                    number: string;
                                    issuedOn: string;
                                    validUntil: string;
                                };
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licences/{id}/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a command on a licence application */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        version: number;
                        command: {
                            /** @enum {string} */
                            command: "submit" | "withdraw" | "unassign" | "take" | "finish-check" | "resubmit";
                        } | {
                            /** @enum {string} */
                            command: "assign";
                            /** Format: uuid */
                            personId: string;
                        } | {
                            /** @enum {string} */
                            command: "declare-interest";
                            hasInterest: boolean;
                            note: string;
                        } | {
                            /** @enum {string} */
                            command: "accept-item" | "undo-acceptance";
                            requirement: string;
                        } | {
                            /** @enum {string} */
                            command: "reopen-item";
                            requirement: string;
                            reason: string;
                        } | {
                            /** @enum {string} */
                            command: "keep-finding";
                            id: string | null;
                            requirement: string;
                            place: {
                                part: string | null;
                                slot: string | null;
                                rowId: string | null;
                                field: string | null;
                                page: number | null;
                                spot: {
                                    x: number;
                                    y: number;
                                } | null;
                            };
                            rule: string;
                            note: string;
                            remedy: string;
                            lateReason: string | null;
                        } | {
                            /** @enum {string} */
                            command: "drop-finding";
                            /** Format: uuid */
                            id: string;
                        } | {
                            /** @enum {string} */
                            command: "record-fact";
                            requirement: string;
                            slot: string | null;
                            source: string;
                            /** @enum {string} */
                            result: "confirmed" | "contradicted" | "not-reachable";
                            note: string;
                        } | {
                            /** @enum {string} */
                            command: "return" | "endorse";
                            note: string;
                        } | {
                            /** @enum {string} */
                            command: "pause" | "resume";
                            requirement: string;
                            rule: string;
                            reason: string;
                        } | {
                            /** @enum {string} */
                            command: "send-back" | "verify" | "reject";
                            reason: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            number: string | null;
                            /** @enum {string} */
                            state: "draft" | "submitted" | "checking" | "returned" | "checked" | "endorsed" | "verified" | "rejected" | "withdrawn" | "lapsed";
                            paused: boolean;
                            round: number;
                            version: number;
                            organisation: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                nib: string | null;
                                npwp: string;
                                isGovernment: boolean;
                                kbli: string[];
                                ownLicence: boolean;
                            };
                            codes: {
                                code: string;
                                display: string;
                                decree: string | null;
                            }[];
                            ruleVersion: string;
                            /** Format: date-time */
                            createdAt: string;
                            submittedAt: string | null;
                            assignee: string | null;
                            promise: {
                                workingDays: number;
                                usedDays: number;
                                /** Format: date */
                                dueDate: string;
                                provisional: boolean;
                                /** @enum {string} */
                                state: "running" | "paused" | "stopped" | "kept" | "late";
                                /** @enum {string} */
                                holder: "ministry" | "applicant";
                                /** Format: date-time */
                                startedAt: string;
                                restarts: number;
                                pausedSpans: {
                                    /** Format: date */
                                    fromDate: string;
                                    toDate: string | null;
                                    workingDays: number;
                                }[];
                            } | null;
                            repairUntil: string | null;
                            parts: {
                                key: string;
                                value: unknown;
                                version: number;
                                changedBy: string | null;
                                changedAt: string | null;
                            }[];
                            items: {
                                key: string;
                                /** @enum {string} */
                                kind: "form" | "file" | "declaration" | "record";
                                parts: string[];
                                slots: string[];
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                };
                                template: string | null;
                                isWord: boolean;
                                /** @enum {string} */
                                verdict: "open" | "accepted" | "returned";
                                locked: boolean;
                                changed: boolean;
                                reopened: {
                                    /** Format: date-time */
                                    at: string;
                                    reason: string;
                                } | null;
                                mayUndo: boolean;
                                checkedBy: string | null;
                                checkedAt: string | null;
                            }[];
                            documents: {
                                slot: string;
                                requirement: string | null;
                                /** Format: uuid */
                                fileId: string;
                                name: string;
                                bytes: number;
                                sha256: string;
                                pages: number | null;
                                stated: {
                                    number: string;
                                    issuedOn: string;
                                    validUntil: string;
                                };
                                facts: unknown;
                                attachedBy: string;
                                /** Format: date-time */
                                attachedAt: string;
                                version: number;
                            }[];
                            findings: {
                                /** Format: uuid */
                                id: string;
                                requirement: string;
                                round: number;
                                /** @enum {string} */
                                state: "draft" | "sent" | "answered" | "settled";
                                place: {
                                    part: string | null;
                                    slot: string | null;
                                    rowId: string | null;
                                    field: string | null;
                                    page: number | null;
                                    spot: {
                                        x: number;
                                        y: number;
                                    } | null;
                                };
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                                note: string;
                                remedy: string;
                                lateReason: string | null;
                                repeats: string | null;
                                dueDate: string | null;
                                by: string | null;
                                /** Format: date-time */
                                at: string;
                            }[];
                            preCheck: {
                                code: string;
                                /** @enum {string} */
                                level: "blocks" | "warns" | "not-checked";
                                requirement: string;
                                place: {
                                    part: string | null;
                                    slot: string | null;
                                    rowId: string | null;
                                    field: string | null;
                                    page: number | null;
                                };
                                params: {
                                    [key: string]: string | number;
                                };
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                            }[];
                            events: {
                                sequence: number;
                                type: string;
                                /** Format: date-time */
                                at: string;
                                actor: string | null;
                                role: string | null;
                                note: string | null;
                                detail: {
                                    [key: string]: unknown;
                                };
                            }[];
                            recordedFacts: {
                                requirement: string;
                                slot: string | null;
                                source: string;
                                /** @enum {string} */
                                result: "confirmed" | "contradicted" | "not-reachable";
                                note: string;
                                by: string;
                                /** Format: date-time */
                                at: string;
                            }[];
                            deemed: {
                                /** Format: date */
                                since: string;
                                /** Format: date-time */
                                escalatedAt: string;
                                recordedAt: string | null;
                            } | null;
                            decree: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                state: string;
                            } | null;
                            receipts: {
                                /** Format: uuid */
                                fileId: string;
                                round: number;
                                /** Format: date-time */
                                at: string;
                            }[];
                            objections: {
                                items: {
                                    /** Format: uuid */
                                    id: string;
                                    number: string;
                                    /** @enum {string} */
                                    state: "filed" | "reviewing" | "reviewed" | "granted" | "refused" | "withdrawn";
                                    /** Format: date-time */
                                    filedAt: string;
                                }[];
                                until: string | null;
                                mayFile: boolean;
                                refusal: string | null;
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                            };
                            mayWrite: boolean;
                            commands: ("submit" | "withdraw" | "assign" | "unassign" | "take" | "declare-interest" | "accept-item" | "undo-acceptance" | "reopen-item" | "keep-finding" | "drop-finding" | "record-fact" | "return" | "pause" | "resume" | "finish-check" | "resubmit" | "endorse" | "send-back" | "verify" | "reject")[];
                            interest: ("undeclared" | "none" | "declared") | null;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licences/{id}/parts/{part}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Save one part; whoever is later is told what the other wrote */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    part: "service" | "commitment" | "configuration" | "equivalence" | "devices" | "agreements" | "funds" | "shareholding" | "contact" | "declarations";
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        version: number;
                        value: unknown;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            key: string;
                            value: unknown;
                            version: number;
                            changedBy: string | null;
                            changedAt: string | null;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: {
                                code: string;
                                message: string;
                                params: {
                                    [key: string]: string | number;
                                };
                                fields: {
                                    path: string;
                                    code: string;
                                    message: string;
                                }[];
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                                requestId: string;
                            };
                            part?: {
                                key: string;
                                value: unknown;
                                version: number;
                                changedBy: string | null;
                                changedAt: string | null;
                            } | null;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licences/{id}/documents/{slot}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Hang a file on a slot, or take it off */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    slot: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        version: number;
                        fileId: string | null;
                        stated: {
                            number: string;
                            issuedOn: string | "";
                            validUntil: string | "";
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            number: string | null;
                            /** @enum {string} */
                            state: "draft" | "submitted" | "checking" | "returned" | "checked" | "endorsed" | "verified" | "rejected" | "withdrawn" | "lapsed";
                            paused: boolean;
                            round: number;
                            version: number;
                            organisation: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                nib: string | null;
                                npwp: string;
                                isGovernment: boolean;
                                kbli: string[];
                                ownLicence: boolean;
                            };
                            codes: {
                                code: string;
                                display: string;
                                decree: string | null;
                            }[];
                            ruleVersion: string;
                            /** Format: date-time */
                            createdAt: string;
                            submittedAt: string | null;
                            assignee: string | null;
                            promise: {
                                workingDays: number;
                                usedDays: number;
                                /** Format: date */
                                dueDate: string;
                                provisional: boolean;
                                /** @enum {string} */
                                state: "running" | "paused" | "stopped" | "kept" | "late";
                                /** @enum {string} */
                                holder: "ministry" | "applicant";
                                /** Format: date-time */
                                startedAt: string;
                                restarts: number;
                                pausedSpans: {
                                    /** Format: date */
                                    fromDate: string;
                                    toDate: string | null;
                                    workingDays: number;
                                }[];
                            } | null;
                            repairUntil: string | null;
                            parts: {
                                key: string;
                                value: unknown;
                                version: number;
                                changedBy: string | null;
                                changedAt: string | null;
                            }[];
                            items: {
                                key: string;
                                /** @enum {string} */
                                kind: "form" | "file" | "declaration" | "record";
                                parts: string[];
                                slots: string[];
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                };
                                template: string | null;
                                isWord: boolean;
                                /** @enum {string} */
                                verdict: "open" | "accepted" | "returned";
                                locked: boolean;
                                changed: boolean;
                                reopened: {
                                    /** Format: date-time */
                                    at: string;
                                    reason: string;
                                } | null;
                                mayUndo: boolean;
                                checkedBy: string | null;
                                checkedAt: string | null;
                            }[];
                            documents: {
                                slot: string;
                                requirement: string | null;
                                /** Format: uuid */
                                fileId: string;
                                name: string;
                                bytes: number;
                                sha256: string;
                                pages: number | null;
                                stated: {
                                    number: string;
                                    issuedOn: string;
                                    validUntil: string;
                                };
                                facts: unknown;
                                attachedBy: string;
                                /** Format: date-time */
                                attachedAt: string;
                                version: number;
                            }[];
                            findings: {
                                /** Format: uuid */
                                id: string;
                                requirement: string;
                                round: number;
                                /** @enum {string} */
                                state: "draft" | "sent" | "answered" | "settled";
                                place: {
                                    part: string | null;
                                    slot: string | null;
                                    rowId: string | null;
                                    field: string | null;
                                    page: number | null;
                                    spot: {
                                        x: number;
                                        y: number;
                                    } | null;
                                };
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                                note: string;
                                remedy: string;
                                lateReason: string | null;
                                repeats: string | null;
                                dueDate: string | null;
                                by: string | null;
                                /** Format: date-time */
                                at: string;
                            }[];
                            preCheck: {
                                code: string;
                                /** @enum {string} */
                                level: "blocks" | "warns" | "not-checked";
                                requirement: string;
                                place: {
                                    part: string | null;
                                    slot: string | null;
                                    rowId: string | null;
                                    field: string | null;
                                    page: number | null;
                                };
                                params: {
                                    [key: string]: string | number;
                                };
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                            }[];
                            events: {
                                sequence: number;
                                type: string;
                                /** Format: date-time */
                                at: string;
                                actor: string | null;
                                role: string | null;
                                note: string | null;
                                detail: {
                                    [key: string]: unknown;
                                };
                            }[];
                            recordedFacts: {
                                requirement: string;
                                slot: string | null;
                                source: string;
                                /** @enum {string} */
                                result: "confirmed" | "contradicted" | "not-reachable";
                                note: string;
                                by: string;
                                /** Format: date-time */
                                at: string;
                            }[];
                            deemed: {
                                /** Format: date */
                                since: string;
                                /** Format: date-time */
                                escalatedAt: string;
                                recordedAt: string | null;
                            } | null;
                            decree: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                state: string;
                            } | null;
                            receipts: {
                                /** Format: uuid */
                                fileId: string;
                                round: number;
                                /** Format: date-time */
                                at: string;
                            }[];
                            objections: {
                                items: {
                                    /** Format: uuid */
                                    id: string;
                                    number: string;
                                    /** @enum {string} */
                                    state: "filed" | "reviewing" | "reviewed" | "granted" | "refused" | "withdrawn";
                                    /** Format: date-time */
                                    filedAt: string;
                                }[];
                                until: string | null;
                                mayFile: boolean;
                                refusal: string | null;
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                            };
                            mayWrite: boolean;
                            commands: ("submit" | "withdraw" | "assign" | "unassign" | "take" | "declare-interest" | "accept-item" | "undo-acceptance" | "reopen-item" | "keep-finding" | "drop-finding" | "record-fact" | "return" | "pause" | "resume" | "finish-check" | "resubmit" | "endorse" | "send-back" | "verify" | "reject")[];
                            interest: ("undeclared" | "none" | "declared") | null;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: {
                                code: string;
                                message: string;
                                params: {
                                    [key: string]: string | number;
                                };
                                fields: {
                                    path: string;
                                    code: string;
                                    message: string;
                                }[];
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                                requestId: string;
                            };
                            document?: {
                                slot: string;
                                requirement: string | null;
                                /** Format: uuid */
                                fileId: string;
                                name: string;
                                bytes: number;
                                sha256: string;
                                pages: number | null;
                                stated: {
                                    number: string;
                                    issuedOn: string;
                                    validUntil: string;
                                };
                                facts: unknown;
                                attachedBy: string;
                                /** Format: date-time */
                                attachedAt: string;
                                version: number;
                            } | null;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licences/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The messages of a licence application */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                side: "applicant" | "ministry";
                                by: string;
                                /** Format: date-time */
                                at: string;
                                text: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Write to the other side */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        text: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                side: "applicant" | "ministry";
                                by: string;
                                /** Format: date-time */
                                at: string;
                                text: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/live/licences/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes of one licence application */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/live/licence-queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes of the officers' queue of licence applications */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licences/assignees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Officers a case can be given to */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                openCases: number;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licences/{id}/objections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Object to the rejection of a licence application */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        text: string;
                        /** @default [] */
                        fileIds?: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            number: string;
                            /** @enum {string} */
                            state: "filed" | "reviewing" | "reviewed" | "granted" | "refused" | "withdrawn";
                            version: number;
                            licence: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                organisationName: string;
                                /** Format: date-time */
                                rejectedAt: string;
                                rejectedBy: string | null;
                                reason: string;
                            };
                            text: string;
                            files: {
                                /** Format: uuid */
                                fileId: string;
                                name: string;
                                bytes: number;
                            }[];
                            /** Format: date-time */
                            filedAt: string;
                            filedBy: string;
                            reviewer: string | null;
                            promise: {
                                workingDays: number;
                                usedDays: number;
                                /** Format: date */
                                dueDate: string;
                                provisional: boolean;
                                /** @enum {string} */
                                state: "running" | "paused" | "stopped" | "kept" | "late";
                                /** @enum {string} */
                                holder: "ministry" | "applicant";
                                /** Format: date-time */
                                startedAt: string;
                                restarts: number;
                                pausedSpans: {
                                    /** Format: date */
                                    fromDate: string;
                                    toDate: string | null;
                                    workingDays: number;
                                }[];
                            };
                            rule: {
                                id: string;
                                clause: string;
                                standing: string;
                            } | null;
                            advice: {
                                /** @enum {string} */
                                advice: "grant" | "refuse";
                                reason: string;
                                by: string | null;
                                /** Format: date-time */
                                at: string;
                            } | null;
                            decision: {
                                /** @enum {string} */
                                outcome: "granted" | "refused";
                                reason: string;
                                by: string | null;
                                /** Format: date-time */
                                at: string;
                            } | null;
                            events: {
                                sequence: number;
                                type: string;
                                /** Format: date-time */
                                at: string;
                                actor: string | null;
                                role: string | null;
                                note: string | null;
                            }[];
                            commands: ("declare-interest" | "take" | "assign" | "release" | "review" | "send-back" | "grant" | "refuse" | "withdraw")[];
                            interest: ("undeclared" | "none" | "declared") | null;
                            hasJudged: boolean;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/objections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Objections at the officers' desk */
        get: {
            parameters: {
                query?: {
                    state?: "open" | "over";
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            items: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                licenceNumber: string;
                                organisationName: string;
                                /** @enum {string} */
                                state: "filed" | "reviewing" | "reviewed" | "granted" | "refused" | "withdrawn";
                                reviewer: string | null;
                                /** Format: date-time */
                                filedAt: string;
                                promise: {
                                    workingDays: number;
                                    usedDays: number;
                                    /** Format: date */
                                    dueDate: string;
                                    provisional: boolean;
                                    /** @enum {string} */
                                    state: "running" | "paused" | "stopped" | "kept" | "late";
                                    /** @enum {string} */
                                    holder: "ministry" | "applicant";
                                    /** Format: date-time */
                                    startedAt: string;
                                    restarts: number;
                                    pausedSpans: {
                                        /** Format: date */
                                        fromDate: string;
                                        toDate: string | null;
                                        workingDays: number;
                                    }[];
                                };
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/objections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One objection */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            number: string;
                            /** @enum {string} */
                            state: "filed" | "reviewing" | "reviewed" | "granted" | "refused" | "withdrawn";
                            version: number;
                            licence: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                organisationName: string;
                                /** Format: date-time */
                                rejectedAt: string;
                                rejectedBy: string | null;
                                reason: string;
                            };
                            text: string;
                            files: {
                                /** Format: uuid */
                                fileId: string;
                                name: string;
                                bytes: number;
                            }[];
                            /** Format: date-time */
                            filedAt: string;
                            filedBy: string;
                            reviewer: string | null;
                            promise: {
                                workingDays: number;
                                usedDays: number;
                                /** Format: date */
                                dueDate: string;
                                provisional: boolean;
                                /** @enum {string} */
                                state: "running" | "paused" | "stopped" | "kept" | "late";
                                /** @enum {string} */
                                holder: "ministry" | "applicant";
                                /** Format: date-time */
                                startedAt: string;
                                restarts: number;
                                pausedSpans: {
                                    /** Format: date */
                                    fromDate: string;
                                    toDate: string | null;
                                    workingDays: number;
                                }[];
                            };
                            rule: {
                                id: string;
                                clause: string;
                                standing: string;
                            } | null;
                            advice: {
                                /** @enum {string} */
                                advice: "grant" | "refuse";
                                reason: string;
                                by: string | null;
                                /** Format: date-time */
                                at: string;
                            } | null;
                            decision: {
                                /** @enum {string} */
                                outcome: "granted" | "refused";
                                reason: string;
                                by: string | null;
                                /** Format: date-time */
                                at: string;
                            } | null;
                            events: {
                                sequence: number;
                                type: string;
                                /** Format: date-time */
                                at: string;
                                actor: string | null;
                                role: string | null;
                                note: string | null;
                            }[];
                            commands: ("declare-interest" | "take" | "assign" | "release" | "review" | "send-back" | "grant" | "refuse" | "withdraw")[];
                            interest: ("undeclared" | "none" | "declared") | null;
                            hasJudged: boolean;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/objections/{id}/reviewers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Officers an objection can be given to */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/objections/{id}/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a command on an objection */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        version: number;
                        command: {
                            /** @enum {string} */
                            command: "take" | "release" | "withdraw";
                        } | {
                            /** @enum {string} */
                            command: "assign";
                            /** Format: uuid */
                            personId: string;
                        } | {
                            /** @enum {string} */
                            command: "declare-interest";
                            hasInterest: boolean;
                            note: string;
                        } | {
                            /** @enum {string} */
                            command: "review";
                            /** @enum {string} */
                            advice: "grant" | "refuse";
                            reason: string;
                        } | {
                            /** @enum {string} */
                            command: "send-back" | "grant" | "refuse";
                            reason: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            number: string;
                            /** @enum {string} */
                            state: "filed" | "reviewing" | "reviewed" | "granted" | "refused" | "withdrawn";
                            version: number;
                            licence: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                organisationName: string;
                                /** Format: date-time */
                                rejectedAt: string;
                                rejectedBy: string | null;
                                reason: string;
                            };
                            text: string;
                            files: {
                                /** Format: uuid */
                                fileId: string;
                                name: string;
                                bytes: number;
                            }[];
                            /** Format: date-time */
                            filedAt: string;
                            filedBy: string;
                            reviewer: string | null;
                            promise: {
                                workingDays: number;
                                usedDays: number;
                                /** Format: date */
                                dueDate: string;
                                provisional: boolean;
                                /** @enum {string} */
                                state: "running" | "paused" | "stopped" | "kept" | "late";
                                /** @enum {string} */
                                holder: "ministry" | "applicant";
                                /** Format: date-time */
                                startedAt: string;
                                restarts: number;
                                pausedSpans: {
                                    /** Format: date */
                                    fromDate: string;
                                    toDate: string | null;
                                    workingDays: number;
                                }[];
                            };
                            rule: {
                                id: string;
                                clause: string;
                                standing: string;
                            } | null;
                            advice: {
                                /** @enum {string} */
                                advice: "grant" | "refuse";
                                reason: string;
                                by: string | null;
                                /** Format: date-time */
                                at: string;
                            } | null;
                            decision: {
                                /** @enum {string} */
                                outcome: "granted" | "refused";
                                reason: string;
                                by: string | null;
                                /** Format: date-time */
                                at: string;
                            } | null;
                            events: {
                                sequence: number;
                                type: string;
                                /** Format: date-time */
                                at: string;
                                actor: string | null;
                                role: string | null;
                                note: string | null;
                            }[];
                            commands: ("declare-interest" | "take" | "assign" | "release" | "review" | "send-back" | "grant" | "refuse" | "withdraw")[];
                            interest: ("undeclared" | "none" | "declared") | null;
                            hasJudged: boolean;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licence-phrases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Kept sentences for a requirement */
        get: {
            parameters: {
                query: {
                    requirement: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: uuid */
                                id: string;
                                note: string;
                                remedy: string;
                                rule: string;
                                isShared: boolean;
                                by: string;
                                mayDrop: boolean;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Keep a sentence for a requirement, for oneself or for the team */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        requirement: string;
                        note: string;
                        remedy: string;
                        rule: string;
                        isShared: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: uuid */
                                id: string;
                                note: string;
                                remedy: string;
                                rule: string;
                                isShared: boolean;
                                by: string;
                                mayDrop: boolean;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licence-phrases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Let go of a kept sentence; a coordinator of any of the team's */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licences/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Licence applications by search, as CSV */
        get: {
            parameters: {
                query?: {
                    state?: "draft" | "submitted" | "checking" | "returned" | "checked" | "endorsed" | "verified" | "rejected" | "withdrawn" | "lapsed";
                    ball?: "open" | "ministry" | "applicant" | "overdue" | "mine";
                    promise?: "at-risk" | "late" | "kept" | "missed";
                    endedFrom?: string;
                    endedTo?: string;
                    assignee?: string | "none";
                    search?: string;
                    sort?: "due" | "-due" | "submitted" | "-submitted";
                    columns?: string;
                    language?: "id" | "en";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licence-records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Licences on record by search */
        get: {
            parameters: {
                query?: {
                    scope?: "mine" | "all";
                    standing?: "any" | "active" | "suspended" | "revoked";
                    search?: string;
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            items: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                /** Format: uuid */
                                organisationId: string;
                                organisationName: string;
                                /** Format: date */
                                grantedOn: string;
                                service: string;
                                kbli: string;
                                /** @enum {string} */
                                standing: "active" | "suspended" | "revoked";
                                /** @enum {string} */
                                source: "imported" | "issued";
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licence-records/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A licence with its papers, its codes and everything that became of it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            number: string;
                            /** Format: uuid */
                            organisationId: string;
                            organisationName: string;
                            /** Format: date */
                            grantedOn: string;
                            service: string;
                            kbli: string;
                            /** @enum {string} */
                            standing: "active" | "suspended" | "revoked";
                            /** @enum {string} */
                            source: "imported" | "issued";
                            version: number;
                            standingSince: string | null;
                            standingGround: ("oss" | "officer" | "nib-frozen" | "nib-revoked") | null;
                            standingReason: string | null;
                            application: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                            } | null;
                            sklo: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                            } | null;
                            file: {
                                sha256: string;
                                bytes: number;
                                name: string;
                            } | null;
                            codes: {
                                code: string;
                                /** @enum {string} */
                                mode: "off" | "test" | "open";
                            }[];
                            changes: {
                                sequence: number;
                                /** @enum {string} */
                                change: "activate" | "suspend" | "resume" | "revoke";
                                /** Format: date-time */
                                at: string;
                                byName: string | null;
                                /** @enum {string} */
                                ground: "oss" | "officer" | "nib-frozen" | "nib-revoked";
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                                reason: string;
                                /** @enum {string} */
                                codesMode: "off" | "open";
                                codes: string[];
                            }[];
                            acts: ("suspend" | "resume" | "revoke")[];
                        };
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licence-records/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The Izin as OSS issued it (PDF) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licence-records/{id}/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Suspend, resume or revoke a licence, its codes with it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        act: "suspend" | "resume" | "revoke";
                        expectedVersion: number;
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            number: string;
                            /** Format: uuid */
                            organisationId: string;
                            organisationName: string;
                            /** Format: date */
                            grantedOn: string;
                            service: string;
                            kbli: string;
                            /** @enum {string} */
                            standing: "active" | "suspended" | "revoked";
                            /** @enum {string} */
                            source: "imported" | "issued";
                            version: number;
                            standingSince: string | null;
                            standingGround: ("oss" | "officer" | "nib-frozen" | "nib-revoked") | null;
                            standingReason: string | null;
                            application: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                            } | null;
                            sklo: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                            } | null;
                            file: {
                                sha256: string;
                                bytes: number;
                                name: string;
                            } | null;
                            codes: {
                                code: string;
                                /** @enum {string} */
                                mode: "off" | "test" | "open";
                            }[];
                            changes: {
                                sequence: number;
                                /** @enum {string} */
                                change: "activate" | "suspend" | "resume" | "revoke";
                                /** Format: date-time */
                                at: string;
                                byName: string | null;
                                /** @enum {string} */
                                ground: "oss" | "officer" | "nib-frozen" | "nib-revoked";
                                rule: {
                                    id: string;
                                    clause: string;
                                    standing: string;
                                } | null;
                                reason: string;
                                /** @enum {string} */
                                codesMode: "off" | "open";
                                codes: string[];
                            }[];
                            acts: ("suspend" | "resume" | "revoke")[];
                        };
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Operational tests by search */
        get: {
            parameters: {
                query?: {
                    scope?: "mine" | "queue" | "team";
                    state?: "requested" | "date-proposed" | "confirmed" | "scheduled" | "running" | "handed-in" | "reported" | "passed" | "failed" | "certified" | "missed" | "lapsed" | "withdrawn";
                    licence?: string;
                    ball?: "open" | "ministry" | "applicant" | "overdue" | "task" | "sklo";
                    skloStage?: "none" | "prepared" | "endorsed" | "proposed" | "signed";
                    promise?: "at-risk" | "late" | "kept" | "missed";
                    endedFrom?: string;
                    endedTo?: string;
                    promiseOf?: "test-evaluation" | "sklo";
                    assignee?: string | "none";
                    bookedOn?: string;
                    search?: string;
                    sort?: "date" | "-date" | "due" | "-due" | "created" | "-created";
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            hasMore: boolean;
                            items: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                /** @enum {string} */
                                state: "requested" | "date-proposed" | "confirmed" | "scheduled" | "running" | "handed-in" | "reported" | "passed" | "failed" | "certified" | "missed" | "lapsed" | "withdrawn";
                                attempt: number;
                                /** @enum {string} */
                                method: "site" | "self";
                                methodAsked: boolean;
                                organisationName: string;
                                nib: string | null;
                                licenceNumber: string;
                                /** Format: date */
                                testDate: string;
                                startsAt: string | null;
                                place: string;
                                lead: string | null;
                                noticeLate: boolean;
                                verdict: ("fit" | "unfit") | null;
                                /** @enum {string} */
                                skloStage: "none" | "prepared" | "endorsed" | "proposed" | "signed";
                                skloDigest: string | null;
                                dueDate: string | null;
                                overdue: boolean;
                                version: number;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licences/{id}/test-offer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What test can be asked for now */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            refusal: string | null;
                            openTestId: string | null;
                            /** @enum {string} */
                            method: "site" | "self";
                            methodRule: {
                                id: string;
                                clause: string;
                                standing: string;
                            };
                            /** @enum {string} */
                            selfTest: "by-rule" | "on-request";
                            /** Format: date */
                            earliestDate: string;
                            daysAheadRule: {
                                id: string;
                                clause: string;
                                standing: string;
                            };
                            places: string[];
                            retestOf: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                items: string[];
                            } | null;
                            letterTemplate: string;
                            letterMegabytesMax: number;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licences/{id}/tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for an operational test */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: date */
                        wishedDate: string;
                        selfTestBecause: string | null;
                        pactAccepted: boolean;
                        /** Format: uuid */
                        letterFileId: string;
                        place: string;
                        contact: {
                            name: string;
                            phone: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            number: string;
                            /** @enum {string} */
                            state: "requested" | "date-proposed" | "confirmed" | "scheduled" | "running" | "handed-in" | "reported" | "passed" | "failed" | "certified" | "missed" | "lapsed" | "withdrawn";
                            version: number;
                            attempt: number;
                            follows: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                /** @enum {string} */
                                state: "requested" | "date-proposed" | "confirmed" | "scheduled" | "running" | "handed-in" | "reported" | "passed" | "failed" | "certified" | "missed" | "lapsed" | "withdrawn";
                            } | null;
                            followedBy: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                            } | null;
                            licence: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                            };
                            organisation: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                nib: string | null;
                                address: string;
                            };
                            configurations: string[];
                            codes: string[];
                            ruleVersion: string;
                            catalogueVersion: string;
                            /** Format: date-time */
                            createdAt: string;
                            /** @enum {string} */
                            method: "site" | "self";
                            methodRule: {
                                id: string;
                                clause: string;
                                standing: string;
                            };
                            methodRequest: {
                                because: string;
                                answer: ("granted" | "refused") | null;
                                reason: string | null;
                            } | null;
                            letter: {
                                /** Format: uuid */
                                fileId: string;
                                name: string;
                                bytes: number;
                            };
                            /** Format: date-time */
                            pactAcceptedAt: string;
                            contact: {
                                name: string;
                                phone: string;
                            };
                            /** Format: date */
                            wishedDate: string;
                            /** Format: date */
                            testDate: string;
                            startsAt: string | null;
                            place: string;
                            serviceCentre: string;
                            transmission: string;
                            toPrepare: string;
                            teamNumber: number | null;
                            team: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                isLead: boolean;
                                /** @enum {string} */
                                interest: "undeclared" | "none" | "declared";
                            }[];
                            fieldCheckDate: string | null;
                            notice: {
                                /** Format: date */
                                dueDate: string;
                                notifiedAt: string | null;
                                late: boolean;
                            };
                            notices: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                kind: "scheduled" | "moved" | "team-changed" | "field-check" | "cancelled";
                                /** Format: date */
                                date: string;
                                startsAt: string | null;
                                place: string;
                                team: string[];
                                toPrepare: string;
                                items: number;
                                reason: string | null;
                                /** Format: date-time */
                                sentAt: string;
                                mails: number;
                                delivered: number;
                                readings: {
                                    name: string;
                                    /** Format: date-time */
                                    at: string;
                                }[];
                            }[];
                            items: {
                                key: string;
                                /** @enum {string} */
                                area: "administrative" | "network" | "service" | "capacity" | "records" | "monitoring" | "security" | "care" | "continuity" | "messaging" | "devices";
                                /** @enum {string} */
                                kind: "observed" | "measured" | "device";
                                name: {
                                    id: string;
                                    en: string;
                                };
                                method: {
                                    id: string;
                                    en: string;
                                };
                                expected: {
                                    id: string;
                                    en: string;
                                };
                                unit: string | null;
                                limit: {
                                    /** @enum {string} */
                                    comparison: "at-least" | "at-most";
                                    value: number;
                                    rule: string | null;
                                    /** @enum {string} */
                                    standing: "confirmed" | "assumed";
                                } | null;
                                evidence: ("photo" | "recording" | "log" | "document" | "screen")[];
                                mandatory: boolean;
                                /** @enum {string} */
                                standing: "confirmed" | "assumed";
                                clause: string;
                                dependsOn: string[];
                                device: {
                                    rowId: string;
                                    kind: string;
                                    maker: string;
                                    type: string;
                                    serial: string;
                                    certificateNumber: string;
                                    isVirtual: boolean;
                                    site: string;
                                    checks: ("present" | "serial" | "certificate" | "photo" | "working")[];
                                } | null;
                                because: ("failed" | "depends") | null;
                            }[];
                            deviceDigest: string | null;
                            taskLetter: {
                                /** Format: uuid */
                                fileId: string;
                                name: string;
                                bytes: number;
                            } | null;
                            resultFile: {
                                /** Format: uuid */
                                fileId: string;
                                name: string;
                                bytes: number;
                            } | null;
                            beganAt: string | null;
                            endedAt: string | null;
                            report: {
                                number: string;
                                attempt: number;
                                /** @enum {string} */
                                method: "site" | "self";
                                organisation: {
                                    name: string;
                                    nib: string | null;
                                    address: string;
                                };
                                place: string;
                                serviceCentre: string;
                                transmission: string;
                                /** Format: date */
                                testedOn: string;
                                beganAt: string | null;
                                endedAt: string | null;
                                team: {
                                    name: string;
                                    isLead: boolean;
                                }[];
                                catalogueVersion: string;
                                deviceDigest: string;
                                /** @enum {string} */
                                verdict: "fit" | "unfit";
                                note: string;
                                items: {
                                    key: string;
                                    name: {
                                        id: string;
                                        en: string;
                                    };
                                    /** @enum {string} */
                                    outcome: "pass" | "fail" | "not-applicable";
                                    mandatory: boolean;
                                    /** @enum {string} */
                                    standing: "confirmed" | "assumed";
                                    measured: {
                                        value: number;
                                        unit: string | null;
                                        instrument: string;
                                    } | null;
                                    note: string;
                                }[];
                                untested: {
                                    key: string;
                                    name: {
                                        id: string;
                                        en: string;
                                    };
                                }[];
                                findings: {
                                    key: string;
                                    name: {
                                        id: string;
                                        en: string;
                                    };
                                    note: string;
                                    confirmedBecause: string | null;
                                }[];
                            } | null;
                            reportDigest: string | null;
                            signatures: {
                                /** @enum {string} */
                                side: "applicant" | "ministry";
                                /** @enum {string} */
                                kind: "signed" | "refused" | "silent";
                                name: string | null;
                                how: ("second-factor" | "one-time-code" | "demo") | null;
                                remarks: string;
                                /** Format: date-time */
                                at: string;
                            }[];
                            signUntil: string | null;
                            verdict: ("fit" | "unfit") | null;
                            closedAt: string | null;
                            promise: {
                                workingDays: number;
                                usedDays: number;
                                /** Format: date */
                                dueDate: string;
                                provisional: boolean;
                                /** @enum {string} */
                                state: "running" | "paused" | "stopped" | "kept" | "late";
                                /** @enum {string} */
                                holder: "ministry" | "applicant";
                                /** Format: date-time */
                                startedAt: string;
                                restarts: number;
                                pausedSpans: {
                                    /** Format: date */
                                    fromDate: string;
                                    toDate: string | null;
                                    workingDays: number;
                                }[];
                            } | null;
                            promiseAct: ("test-evaluation" | "sklo-site-test" | "sklo-self-test") | null;
                            sklo: {
                                /** @enum {string} */
                                stage: "none" | "prepared" | "endorsed" | "proposed" | "signed";
                                preparedBy: string | null;
                                endorsedBy: string | null;
                                proposedBy: string | null;
                                signedBy: string | null;
                            };
                            papers: {
                                /** @enum {string} */
                                kind: "test-order" | "test-report" | "sklo";
                                /** Format: uuid */
                                id: string;
                                number: string | null;
                                /** @enum {string} */
                                state: "ordered" | "issued";
                                fileId: string | null;
                                issuedAt: string | null;
                            }[];
                            events: {
                                sequence: number;
                                type: string;
                                /** Format: date-time */
                                at: string;
                                actor: string | null;
                                role: string | null;
                                note: string | null;
                                detail: {
                                    [key: string]: unknown;
                                };
                            }[];
                            commands: ("withdraw" | "grant-self-test" | "refuse-self-test" | "confirm-date" | "propose-date" | "accept-date" | "wish-date" | "name-team" | "declare-interest" | "move" | "begin" | "record-no-show" | "hand-in" | "order-field-check" | "draw-report" | "reopen" | "sign-report" | "refuse-report" | "prepare-sklo" | "endorse-sklo" | "propose-sklo" | "send-sklo-back" | "sign-sklo")[];
                            mayAnswer: boolean;
                            isApplicant: boolean;
                            signers: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            }[];
                            interest: ("undeclared" | "none" | "declared") | null;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One operational test */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            number: string;
                            /** @enum {string} */
                            state: "requested" | "date-proposed" | "confirmed" | "scheduled" | "running" | "handed-in" | "reported" | "passed" | "failed" | "certified" | "missed" | "lapsed" | "withdrawn";
                            version: number;
                            attempt: number;
                            follows: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                /** @enum {string} */
                                state: "requested" | "date-proposed" | "confirmed" | "scheduled" | "running" | "handed-in" | "reported" | "passed" | "failed" | "certified" | "missed" | "lapsed" | "withdrawn";
                            } | null;
                            followedBy: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                            } | null;
                            licence: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                            };
                            organisation: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                nib: string | null;
                                address: string;
                            };
                            configurations: string[];
                            codes: string[];
                            ruleVersion: string;
                            catalogueVersion: string;
                            /** Format: date-time */
                            createdAt: string;
                            /** @enum {string} */
                            method: "site" | "self";
                            methodRule: {
                                id: string;
                                clause: string;
                                standing: string;
                            };
                            methodRequest: {
                                because: string;
                                answer: ("granted" | "refused") | null;
                                reason: string | null;
                            } | null;
                            letter: {
                                /** Format: uuid */
                                fileId: string;
                                name: string;
                                bytes: number;
                            };
                            /** Format: date-time */
                            pactAcceptedAt: string;
                            contact: {
                                name: string;
                                phone: string;
                            };
                            /** Format: date */
                            wishedDate: string;
                            /** Format: date */
                            testDate: string;
                            startsAt: string | null;
                            place: string;
                            serviceCentre: string;
                            transmission: string;
                            toPrepare: string;
                            teamNumber: number | null;
                            team: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                isLead: boolean;
                                /** @enum {string} */
                                interest: "undeclared" | "none" | "declared";
                            }[];
                            fieldCheckDate: string | null;
                            notice: {
                                /** Format: date */
                                dueDate: string;
                                notifiedAt: string | null;
                                late: boolean;
                            };
                            notices: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                kind: "scheduled" | "moved" | "team-changed" | "field-check" | "cancelled";
                                /** Format: date */
                                date: string;
                                startsAt: string | null;
                                place: string;
                                team: string[];
                                toPrepare: string;
                                items: number;
                                reason: string | null;
                                /** Format: date-time */
                                sentAt: string;
                                mails: number;
                                delivered: number;
                                readings: {
                                    name: string;
                                    /** Format: date-time */
                                    at: string;
                                }[];
                            }[];
                            items: {
                                key: string;
                                /** @enum {string} */
                                area: "administrative" | "network" | "service" | "capacity" | "records" | "monitoring" | "security" | "care" | "continuity" | "messaging" | "devices";
                                /** @enum {string} */
                                kind: "observed" | "measured" | "device";
                                name: {
                                    id: string;
                                    en: string;
                                };
                                method: {
                                    id: string;
                                    en: string;
                                };
                                expected: {
                                    id: string;
                                    en: string;
                                };
                                unit: string | null;
                                limit: {
                                    /** @enum {string} */
                                    comparison: "at-least" | "at-most";
                                    value: number;
                                    rule: string | null;
                                    /** @enum {string} */
                                    standing: "confirmed" | "assumed";
                                } | null;
                                evidence: ("photo" | "recording" | "log" | "document" | "screen")[];
                                mandatory: boolean;
                                /** @enum {string} */
                                standing: "confirmed" | "assumed";
                                clause: string;
                                dependsOn: string[];
                                device: {
                                    rowId: string;
                                    kind: string;
                                    maker: string;
                                    type: string;
                                    serial: string;
                                    certificateNumber: string;
                                    isVirtual: boolean;
                                    site: string;
                                    checks: ("present" | "serial" | "certificate" | "photo" | "working")[];
                                } | null;
                                because: ("failed" | "depends") | null;
                            }[];
                            deviceDigest: string | null;
                            taskLetter: {
                                /** Format: uuid */
                                fileId: string;
                                name: string;
                                bytes: number;
                            } | null;
                            resultFile: {
                                /** Format: uuid */
                                fileId: string;
                                name: string;
                                bytes: number;
                            } | null;
                            beganAt: string | null;
                            endedAt: string | null;
                            report: {
                                number: string;
                                attempt: number;
                                /** @enum {string} */
                                method: "site" | "self";
                                organisation: {
                                    name: string;
                                    nib: string | null;
                                    address: string;
                                };
                                place: string;
                                serviceCentre: string;
                                transmission: string;
                                /** Format: date */
                                testedOn: string;
                                beganAt: string | null;
                                endedAt: string | null;
                                team: {
                                    name: string;
                                    isLead: boolean;
                                }[];
                                catalogueVersion: string;
                                deviceDigest: string;
                                /** @enum {string} */
                                verdict: "fit" | "unfit";
                                note: string;
                                items: {
                                    key: string;
                                    name: {
                                        id: string;
                                        en: string;
                                    };
                                    /** @enum {string} */
                                    outcome: "pass" | "fail" | "not-applicable";
                                    mandatory: boolean;
                                    /** @enum {string} */
                                    standing: "confirmed" | "assumed";
                                    measured: {
                                        value: number;
                                        unit: string | null;
                                        instrument: string;
                                    } | null;
                                    note: string;
                                }[];
                                untested: {
                                    key: string;
                                    name: {
                                        id: string;
                                        en: string;
                                    };
                                }[];
                                findings: {
                                    key: string;
                                    name: {
                                        id: string;
                                        en: string;
                                    };
                                    note: string;
                                    confirmedBecause: string | null;
                                }[];
                            } | null;
                            reportDigest: string | null;
                            signatures: {
                                /** @enum {string} */
                                side: "applicant" | "ministry";
                                /** @enum {string} */
                                kind: "signed" | "refused" | "silent";
                                name: string | null;
                                how: ("second-factor" | "one-time-code" | "demo") | null;
                                remarks: string;
                                /** Format: date-time */
                                at: string;
                            }[];
                            signUntil: string | null;
                            verdict: ("fit" | "unfit") | null;
                            closedAt: string | null;
                            promise: {
                                workingDays: number;
                                usedDays: number;
                                /** Format: date */
                                dueDate: string;
                                provisional: boolean;
                                /** @enum {string} */
                                state: "running" | "paused" | "stopped" | "kept" | "late";
                                /** @enum {string} */
                                holder: "ministry" | "applicant";
                                /** Format: date-time */
                                startedAt: string;
                                restarts: number;
                                pausedSpans: {
                                    /** Format: date */
                                    fromDate: string;
                                    toDate: string | null;
                                    workingDays: number;
                                }[];
                            } | null;
                            promiseAct: ("test-evaluation" | "sklo-site-test" | "sklo-self-test") | null;
                            sklo: {
                                /** @enum {string} */
                                stage: "none" | "prepared" | "endorsed" | "proposed" | "signed";
                                preparedBy: string | null;
                                endorsedBy: string | null;
                                proposedBy: string | null;
                                signedBy: string | null;
                            };
                            papers: {
                                /** @enum {string} */
                                kind: "test-order" | "test-report" | "sklo";
                                /** Format: uuid */
                                id: string;
                                number: string | null;
                                /** @enum {string} */
                                state: "ordered" | "issued";
                                fileId: string | null;
                                issuedAt: string | null;
                            }[];
                            events: {
                                sequence: number;
                                type: string;
                                /** Format: date-time */
                                at: string;
                                actor: string | null;
                                role: string | null;
                                note: string | null;
                                detail: {
                                    [key: string]: unknown;
                                };
                            }[];
                            commands: ("withdraw" | "grant-self-test" | "refuse-self-test" | "confirm-date" | "propose-date" | "accept-date" | "wish-date" | "name-team" | "declare-interest" | "move" | "begin" | "record-no-show" | "hand-in" | "order-field-check" | "draw-report" | "reopen" | "sign-report" | "refuse-report" | "prepare-sklo" | "endorse-sklo" | "propose-sklo" | "send-sklo-back" | "sign-sklo")[];
                            mayAnswer: boolean;
                            isApplicant: boolean;
                            signers: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            }[];
                            interest: ("undeclared" | "none" | "declared") | null;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tests/{id}/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a command on an operational test */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        version: number;
                        command: {
                            /** @enum {string} */
                            command: "accept-date" | "confirm-date" | "begin";
                        } | {
                            /** @enum {string} */
                            command: "withdraw" | "grant-self-test" | "refuse-self-test" | "record-no-show" | "reopen" | "send-sklo-back";
                            reason: string;
                        } | {
                            /** @enum {string} */
                            command: "wish-date";
                            /** Format: date */
                            date: string;
                        } | {
                            /** @enum {string} */
                            command: "propose-date" | "move";
                            /** Format: date */
                            date: string;
                            reason: string;
                        } | {
                            /** @enum {string} */
                            command: "name-team";
                            memberIds: string[];
                            /** Format: uuid */
                            leadId: string;
                            startsAt: string | null;
                            place: string;
                            serviceCentre: string;
                            transmission: string;
                            toPrepare: string;
                        } | {
                            /** @enum {string} */
                            command: "declare-interest";
                            hasInterest: boolean;
                            note: string;
                        } | {
                            /** @enum {string} */
                            command: "hand-in";
                            /** Format: uuid */
                            taskLetterFileId: string;
                            /** Format: uuid */
                            resultFileId: string;
                        } | {
                            /** @enum {string} */
                            command: "order-field-check";
                            /** Format: date */
                            date: string;
                            reason: string;
                        } | {
                            /** @enum {string} */
                            command: "draw-report";
                            answersDigest: string;
                            note: string;
                        } | {
                            /** @enum {string} */
                            command: "sign-report";
                            reportDigest: string;
                            remarks: string;
                            proof: {
                                /** @enum {string} */
                                kind: "second-factor" | "one-time-code" | "demo";
                                code: string;
                                personId: string | null;
                            };
                        } | {
                            /** @enum {string} */
                            command: "refuse-report";
                            reportDigest: string;
                            remarks: string;
                            personId: string | null;
                        } | {
                            /** @enum {string} */
                            command: "prepare-sklo" | "endorse-sklo" | "propose-sklo";
                            factsDigest: string;
                            note: string;
                        } | {
                            /** @enum {string} */
                            command: "sign-sklo";
                            factsDigest: string;
                            code: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            number: string;
                            /** @enum {string} */
                            state: "requested" | "date-proposed" | "confirmed" | "scheduled" | "running" | "handed-in" | "reported" | "passed" | "failed" | "certified" | "missed" | "lapsed" | "withdrawn";
                            version: number;
                            attempt: number;
                            follows: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                /** @enum {string} */
                                state: "requested" | "date-proposed" | "confirmed" | "scheduled" | "running" | "handed-in" | "reported" | "passed" | "failed" | "certified" | "missed" | "lapsed" | "withdrawn";
                            } | null;
                            followedBy: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                            } | null;
                            licence: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                            };
                            organisation: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                nib: string | null;
                                address: string;
                            };
                            configurations: string[];
                            codes: string[];
                            ruleVersion: string;
                            catalogueVersion: string;
                            /** Format: date-time */
                            createdAt: string;
                            /** @enum {string} */
                            method: "site" | "self";
                            methodRule: {
                                id: string;
                                clause: string;
                                standing: string;
                            };
                            methodRequest: {
                                because: string;
                                answer: ("granted" | "refused") | null;
                                reason: string | null;
                            } | null;
                            letter: {
                                /** Format: uuid */
                                fileId: string;
                                name: string;
                                bytes: number;
                            };
                            /** Format: date-time */
                            pactAcceptedAt: string;
                            contact: {
                                name: string;
                                phone: string;
                            };
                            /** Format: date */
                            wishedDate: string;
                            /** Format: date */
                            testDate: string;
                            startsAt: string | null;
                            place: string;
                            serviceCentre: string;
                            transmission: string;
                            toPrepare: string;
                            teamNumber: number | null;
                            team: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                isLead: boolean;
                                /** @enum {string} */
                                interest: "undeclared" | "none" | "declared";
                            }[];
                            fieldCheckDate: string | null;
                            notice: {
                                /** Format: date */
                                dueDate: string;
                                notifiedAt: string | null;
                                late: boolean;
                            };
                            notices: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                kind: "scheduled" | "moved" | "team-changed" | "field-check" | "cancelled";
                                /** Format: date */
                                date: string;
                                startsAt: string | null;
                                place: string;
                                team: string[];
                                toPrepare: string;
                                items: number;
                                reason: string | null;
                                /** Format: date-time */
                                sentAt: string;
                                mails: number;
                                delivered: number;
                                readings: {
                                    name: string;
                                    /** Format: date-time */
                                    at: string;
                                }[];
                            }[];
                            items: {
                                key: string;
                                /** @enum {string} */
                                area: "administrative" | "network" | "service" | "capacity" | "records" | "monitoring" | "security" | "care" | "continuity" | "messaging" | "devices";
                                /** @enum {string} */
                                kind: "observed" | "measured" | "device";
                                name: {
                                    id: string;
                                    en: string;
                                };
                                method: {
                                    id: string;
                                    en: string;
                                };
                                expected: {
                                    id: string;
                                    en: string;
                                };
                                unit: string | null;
                                limit: {
                                    /** @enum {string} */
                                    comparison: "at-least" | "at-most";
                                    value: number;
                                    rule: string | null;
                                    /** @enum {string} */
                                    standing: "confirmed" | "assumed";
                                } | null;
                                evidence: ("photo" | "recording" | "log" | "document" | "screen")[];
                                mandatory: boolean;
                                /** @enum {string} */
                                standing: "confirmed" | "assumed";
                                clause: string;
                                dependsOn: string[];
                                device: {
                                    rowId: string;
                                    kind: string;
                                    maker: string;
                                    type: string;
                                    serial: string;
                                    certificateNumber: string;
                                    isVirtual: boolean;
                                    site: string;
                                    checks: ("present" | "serial" | "certificate" | "photo" | "working")[];
                                } | null;
                                because: ("failed" | "depends") | null;
                            }[];
                            deviceDigest: string | null;
                            taskLetter: {
                                /** Format: uuid */
                                fileId: string;
                                name: string;
                                bytes: number;
                            } | null;
                            resultFile: {
                                /** Format: uuid */
                                fileId: string;
                                name: string;
                                bytes: number;
                            } | null;
                            beganAt: string | null;
                            endedAt: string | null;
                            report: {
                                number: string;
                                attempt: number;
                                /** @enum {string} */
                                method: "site" | "self";
                                organisation: {
                                    name: string;
                                    nib: string | null;
                                    address: string;
                                };
                                place: string;
                                serviceCentre: string;
                                transmission: string;
                                /** Format: date */
                                testedOn: string;
                                beganAt: string | null;
                                endedAt: string | null;
                                team: {
                                    name: string;
                                    isLead: boolean;
                                }[];
                                catalogueVersion: string;
                                deviceDigest: string;
                                /** @enum {string} */
                                verdict: "fit" | "unfit";
                                note: string;
                                items: {
                                    key: string;
                                    name: {
                                        id: string;
                                        en: string;
                                    };
                                    /** @enum {string} */
                                    outcome: "pass" | "fail" | "not-applicable";
                                    mandatory: boolean;
                                    /** @enum {string} */
                                    standing: "confirmed" | "assumed";
                                    measured: {
                                        value: number;
                                        unit: string | null;
                                        instrument: string;
                                    } | null;
                                    note: string;
                                }[];
                                untested: {
                                    key: string;
                                    name: {
                                        id: string;
                                        en: string;
                                    };
                                }[];
                                findings: {
                                    key: string;
                                    name: {
                                        id: string;
                                        en: string;
                                    };
                                    note: string;
                                    confirmedBecause: string | null;
                                }[];
                            } | null;
                            reportDigest: string | null;
                            signatures: {
                                /** @enum {string} */
                                side: "applicant" | "ministry";
                                /** @enum {string} */
                                kind: "signed" | "refused" | "silent";
                                name: string | null;
                                how: ("second-factor" | "one-time-code" | "demo") | null;
                                remarks: string;
                                /** Format: date-time */
                                at: string;
                            }[];
                            signUntil: string | null;
                            verdict: ("fit" | "unfit") | null;
                            closedAt: string | null;
                            promise: {
                                workingDays: number;
                                usedDays: number;
                                /** Format: date */
                                dueDate: string;
                                provisional: boolean;
                                /** @enum {string} */
                                state: "running" | "paused" | "stopped" | "kept" | "late";
                                /** @enum {string} */
                                holder: "ministry" | "applicant";
                                /** Format: date-time */
                                startedAt: string;
                                restarts: number;
                                pausedSpans: {
                                    /** Format: date */
                                    fromDate: string;
                                    toDate: string | null;
                                    workingDays: number;
                                }[];
                            } | null;
                            promiseAct: ("test-evaluation" | "sklo-site-test" | "sklo-self-test") | null;
                            sklo: {
                                /** @enum {string} */
                                stage: "none" | "prepared" | "endorsed" | "proposed" | "signed";
                                preparedBy: string | null;
                                endorsedBy: string | null;
                                proposedBy: string | null;
                                signedBy: string | null;
                            };
                            papers: {
                                /** @enum {string} */
                                kind: "test-order" | "test-report" | "sklo";
                                /** Format: uuid */
                                id: string;
                                number: string | null;
                                /** @enum {string} */
                                state: "ordered" | "issued";
                                fileId: string | null;
                                issuedAt: string | null;
                            }[];
                            events: {
                                sequence: number;
                                type: string;
                                /** Format: date-time */
                                at: string;
                                actor: string | null;
                                role: string | null;
                                note: string | null;
                                detail: {
                                    [key: string]: unknown;
                                };
                            }[];
                            commands: ("withdraw" | "grant-self-test" | "refuse-self-test" | "confirm-date" | "propose-date" | "accept-date" | "wish-date" | "name-team" | "declare-interest" | "move" | "begin" | "record-no-show" | "hand-in" | "order-field-check" | "draw-report" | "reopen" | "sign-report" | "refuse-report" | "prepare-sklo" | "endorse-sklo" | "propose-sklo" | "send-sklo-back" | "sign-sklo")[];
                            mayAnswer: boolean;
                            isApplicant: boolean;
                            signers: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            }[];
                            interest: ("undeclared" | "none" | "declared") | null;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tests/{id}/notices/{notice}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that somebody of the company has read a notice */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    notice: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tests/{id}/invitation.ics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Date and place for a calendar program */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/test-calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Days for operational tests and how many teams are free */
        get: {
            parameters: {
                query: {
                    from: string;
                    to: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date */
                            earliestDate: string;
                            days: {
                                /** Format: date */
                                date: string;
                                closed: ("too-early" | "weekend" | "holiday" | "calendar-unknown" | "full") | null;
                                holiday: {
                                    id: string;
                                    en: string;
                                } | null;
                                teams: number;
                                taken: number;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/test-catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is tested, by configuration */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            version: string;
                            items: {
                                key: string;
                                /** @enum {string} */
                                area: "administrative" | "network" | "service" | "capacity" | "records" | "monitoring" | "security" | "care" | "continuity" | "messaging" | "devices";
                                /** @enum {string} */
                                kind: "observed" | "measured" | "device";
                                name: {
                                    id: string;
                                    en: string;
                                };
                                method: {
                                    id: string;
                                    en: string;
                                };
                                expected: {
                                    id: string;
                                    en: string;
                                };
                                unit: string | null;
                                limit: {
                                    /** @enum {string} */
                                    comparison: "at-least" | "at-most";
                                    value: number;
                                    rule: string | null;
                                    /** @enum {string} */
                                    standing: "confirmed" | "assumed";
                                } | null;
                                evidence: ("photo" | "recording" | "log" | "document" | "screen")[];
                                mandatory: boolean;
                                /** @enum {string} */
                                standing: "confirmed" | "assumed";
                                clause: string;
                                dependsOn: string[];
                                when: {
                                    any: string[];
                                    all: string[];
                                    none: string[];
                                };
                            }[];
                            deviceChecks: ("present" | "serial" | "certificate" | "photo" | "working")[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tests/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The calendar with its tests */
        get: {
            parameters: {
                query: {
                    from: string;
                    to: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            days: {
                                /** Format: date */
                                date: string;
                                closed: ("too-early" | "weekend" | "holiday" | "calendar-unknown" | "full") | null;
                                holiday: {
                                    id: string;
                                    en: string;
                                } | null;
                                teams: number;
                                taken: number;
                                tests: {
                                    /** Format: uuid */
                                    id: string;
                                    number: string;
                                    organisationName: string;
                                    /** @enum {string} */
                                    state: "requested" | "date-proposed" | "confirmed" | "scheduled" | "running" | "handed-in" | "reported" | "passed" | "failed" | "certified" | "missed" | "lapsed" | "withdrawn";
                                    teamNumber: number;
                                    members: string[];
                                }[];
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tests/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who can be named for a test on a day */
        get: {
            parameters: {
                query: {
                    day: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                isFree: boolean;
                                openTests: number;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tests/{id}/sklo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The SKLO as it would be signed now, and what changed */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            stage: "none" | "prepared" | "endorsed" | "proposed" | "signed";
                            facts: {
                                testNumber: string;
                                licenceNumber: string;
                                organisation: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                    nib: string;
                                    address: string;
                                };
                                kbli: string;
                                service: string;
                                configurations: string[];
                                smsA2p: boolean;
                                codes: string[];
                                /** @enum {string} */
                                method: "site" | "self";
                                place: string;
                                serviceCentre: string;
                                transmission: string;
                                /** Format: date */
                                requestedOn: string;
                                testedOn: string | null;
                                reportDigest: string | null;
                                closedOn: string | null;
                            };
                            digest: string;
                            changed: {
                                field: string;
                                before: unknown;
                                now: unknown;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tests/sklo-signatures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign several SKLO, each by the digest that was shown */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        items: {
                            /** Format: uuid */
                            id: string;
                            factsDigest: string;
                        }[];
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            results: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                result: "signed" | "refused";
                                code: string | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tests/{id}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All that was found, conflicts included */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            answers: {
                                /** Format: uuid */
                                id: string;
                                item: string;
                                replaces: string[];
                                value: {
                                    outcome: ("pass" | "fail" | "not-applicable") | null;
                                    measurement: {
                                        value: number;
                                        deviceRowId: string;
                                        instrument: string;
                                        calibration: string;
                                        /** Format: date */
                                        calibratedUntil: string;
                                    } | null;
                                    checks: {
                                        [key: string]: "pass" | "fail" | "not-applicable";
                                    };
                                    serial: string | null;
                                    note: string;
                                    evidence: string[];
                                    confirmedBecause: string | null;
                                };
                                /** @enum {string} */
                                outcome: "pass" | "fail" | "not-applicable" | "open";
                                by: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                };
                                /** Format: date-time */
                                answeredAt: string;
                                /** Format: date-time */
                                receivedAt: string;
                                counts: boolean;
                                importId: string | null;
                            }[];
                            standing: {
                                item: string;
                                /** @enum {string} */
                                outcome: "pass" | "fail" | "not-applicable" | "open";
                                conflict: boolean;
                                toConfirm: boolean;
                            }[];
                            digest: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Send answers, as often as need be */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        answers: {
                            /** Format: uuid */
                            id: string;
                            item: string;
                            replaces: string[];
                            /** Format: date-time */
                            answeredAt: string;
                            value: {
                                outcome: ("pass" | "fail" | "not-applicable") | null;
                                measurement: {
                                    value: number;
                                    deviceRowId: string;
                                    instrument: string;
                                    calibration: string;
                                    /** Format: date */
                                    calibratedUntil: string;
                                } | null;
                                checks: {
                                    [key: string]: "pass" | "fail" | "not-applicable";
                                };
                                serial: string | null;
                                note: string;
                                evidence: string[];
                                confirmedBecause: string | null;
                            };
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            results: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                result: "stored" | "refused";
                                code: string | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tests/{id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take in evidence that an instrument has signed */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        document: {
                            /** @enum {string} */
                            format: "sambung-test-evidence";
                            /** @enum {number} */
                            formatVersion: 1;
                            test: string;
                            deviceListSha256: string;
                            catalogueVersion: string;
                            instrument: {
                                name: string;
                                serial: string;
                            };
                            calibration: {
                                number: string;
                                /** Format: date */
                                validUntil: string;
                            };
                            /** Format: date-time */
                            startedAt: string;
                            /** Format: date-time */
                            endedAt: string;
                            parameters: {
                                item: string;
                                deviceRowId: string;
                                value: number;
                                unit: string;
                            }[];
                            signature: {
                                /** @enum {string} */
                                algorithm: "Ed25519";
                                publicKey: string;
                                value: string;
                            };
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            instrument: string;
                            signedBy: string;
                            answers: {
                                /** Format: uuid */
                                id: string;
                                item: string;
                                /** @enum {string} */
                                outcome: "pass" | "fail" | "not-applicable";
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tests/{id}/signing-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mail a one-time code to somebody who signs for the company */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: uuid */
                        personId: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/test-instruments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Instruments whose signatures are believed */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                publicKey: string;
                                addedBy: string;
                                /** Format: date-time */
                                addedAt: string;
                                revokedAt: string | null;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Believe the signatures of an instrument */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        publicKey: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                publicKey: string;
                                addedBy: string;
                                /** Format: date-time */
                                addedAt: string;
                                revokedAt: string | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/test-instruments/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Believe an instrument no longer */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                publicKey: string;
                                addedBy: string;
                                /** Format: date-time */
                                addedAt: string;
                                revokedAt: string | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tests/{id}/photos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a photograph or scan as evidence */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: uuid */
                            id: string;
                            name: string;
                            bytes: number;
                            type: string;
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tests/{id}/photos/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A photograph of a test */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    file: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/live/tests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes of one operational test */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/live/tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes of the officers' queue and calendar of tests */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dashboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures of all cases, each with the list behind it */
        get: {
            parameters: {
                query?: {
                    days?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** Format: date-time */
                            asOf: string;
                            promisesAsOf: string | null;
                            period: {
                                /** Format: date */
                                from: string;
                                /** Format: date */
                                to: string;
                                days: number;
                            };
                            riskPercent: number;
                            stages: {
                                /** @enum {string} */
                                kind: "registration" | "numbering" | "licence" | "test" | "sklo" | "handover";
                                state: string;
                                skloStage: string | null;
                                holder: ("ministry" | "applicant" | "oss") | null;
                                cases: {
                                    count: number;
                                    /** @enum {string} */
                                    list: "registrations" | "applications" | "licences" | "tests" | "handovers" | "codes";
                                    query: {
                                        [key: string]: string;
                                    };
                                };
                                oldest: {
                                    /** Format: uuid */
                                    id: string;
                                    number: string | null;
                                    /** Format: date-time */
                                    since: string;
                                } | null;
                            }[];
                            promises: {
                                atRisk: {
                                    count: number;
                                    /** @enum {string} */
                                    list: "registrations" | "applications" | "licences" | "tests" | "handovers" | "codes";
                                    query: {
                                        [key: string]: string;
                                    };
                                };
                                late: {
                                    count: number;
                                    /** @enum {string} */
                                    list: "registrations" | "applications" | "licences" | "tests" | "handovers" | "codes";
                                    query: {
                                        [key: string]: string;
                                    };
                                };
                                kept: {
                                    count: number;
                                    /** @enum {string} */
                                    list: "registrations" | "applications" | "licences" | "tests" | "handovers" | "codes";
                                    query: {
                                        [key: string]: string;
                                    };
                                };
                                missed: {
                                    count: number;
                                    /** @enum {string} */
                                    list: "registrations" | "applications" | "licences" | "tests" | "handovers" | "codes";
                                    query: {
                                        [key: string]: string;
                                    };
                                };
                                /** @enum {string} */
                                promised: "registration" | "numbering" | "licence" | "test-evaluation" | "sklo";
                                usedMedian: number | null;
                                usedP90: number | null;
                                ended: number;
                            }[];
                            officers: {
                                atRisk: {
                                    count: number;
                                    /** @enum {string} */
                                    list: "registrations" | "applications" | "licences" | "tests" | "handovers" | "codes";
                                    query: {
                                        [key: string]: string;
                                    };
                                };
                                late: {
                                    count: number;
                                    /** @enum {string} */
                                    list: "registrations" | "applications" | "licences" | "tests" | "handovers" | "codes";
                                    query: {
                                        [key: string]: string;
                                    };
                                };
                                kept: {
                                    count: number;
                                    /** @enum {string} */
                                    list: "registrations" | "applications" | "licences" | "tests" | "handovers" | "codes";
                                    query: {
                                        [key: string]: string;
                                    };
                                };
                                missed: {
                                    count: number;
                                    /** @enum {string} */
                                    list: "registrations" | "applications" | "licences" | "tests" | "handovers" | "codes";
                                    query: {
                                        [key: string]: string;
                                    };
                                };
                                /** @enum {string} */
                                promised: "registration" | "numbering" | "licence" | "test-evaluation" | "sklo";
                                officer: {
                                    /** Format: uuid */
                                    id: string;
                                    name: string;
                                } | null;
                            }[];
                            calendar: {
                                /** Format: date */
                                date: string;
                                teams: number;
                                tests: {
                                    count: number;
                                    /** @enum {string} */
                                    list: "registrations" | "applications" | "licences" | "tests" | "handovers" | "codes";
                                    query: {
                                        [key: string]: string;
                                    };
                                };
                                isFull: boolean;
                            }[];
                            codes: {
                                pattern: string;
                                total: {
                                    count: number;
                                    /** @enum {string} */
                                    list: "registrations" | "applications" | "licences" | "tests" | "handovers" | "codes";
                                    query: {
                                        [key: string]: string;
                                    };
                                };
                                states: {
                                    state: string;
                                    codes: {
                                        count: number;
                                        /** @enum {string} */
                                        list: "registrations" | "applications" | "licences" | "tests" | "handovers" | "codes";
                                        query: {
                                            [key: string]: string;
                                        };
                                    };
                                }[];
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dashboard/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The figures of the dashboard, as CSV */
        get: {
            parameters: {
                query?: {
                    days?: number;
                    language?: "id" | "en";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licences/{id}/devices/sheet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The present device list, or the template with an example, as a spreadsheet */
        get: {
            parameters: {
                query?: {
                    content?: "list" | "template";
                    format?: "xlsx" | "csv";
                    language?: "id" | "en";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Read a sheet of devices; nothing is saved, whoever is content with it saves the part */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            rows: {
                                id: string;
                                siteId: string;
                                kind: string;
                                maker: string;
                                type: string;
                                country: string;
                                serial: string;
                                isVirtual: boolean;
                                certificateNumber: string;
                                /** @enum {string} */
                                ownership: "owned" | "leased" | "contract";
                            }[];
                            rowCount: number;
                            kept: number;
                            added: number;
                            removed: {
                                id: string;
                                siteId: string;
                                kind: string;
                                maker: string;
                                type: string;
                                country: string;
                                serial: string;
                                isVirtual: boolean;
                                certificateNumber: string;
                                /** @enum {string} */
                                ownership: "owned" | "leased" | "contract";
                            }[];
                            faultCount: number;
                            faults: {
                                row: number;
                                column: string | null;
                                code: string;
                                found: string;
                                rule: string;
                                remedy: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licences/{id}/templates/{requirement}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A paper of an application, filled in with what is known of it */
        get: {
            parameters: {
                query?: {
                    format?: "pdf" | "docx";
                };
                header?: never;
                path: {
                    id: string;
                    requirement: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licences/{id}/documents/{slot}/page/{picture}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A page of a file of an application as a picture: 1.png */
        get: {
            parameters: {
                query?: {
                    side?: number;
                };
                header?: never;
                path: {
                    id: string;
                    slot: string;
                    picture: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licences/{id}/file.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole application as one PDF */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licences/{id}/file.zip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole application as an archive */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/licences/{id}/diagram.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The configuration as a diagram */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/decrees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Decrees and how far each has come */
        get: {
            parameters: {
                query?: {
                    search?: string;
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            items: {
                                /** Format: uuid */
                                id: string;
                                number: string;
                                /** @enum {string} */
                                kind: "assignment" | "change" | "return" | "revocation" | "commitment" | "test-order" | "test-report" | "sklo";
                                code: string | null;
                                organisationName: string;
                                /** @enum {string} */
                                state: "decided" | "rendered" | "signed" | "published";
                                attempts: number;
                                lastError: string | null;
                                /** Format: date-time */
                                decidedAt: string;
                                publishedAt: string | null;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/decrees/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try the making of a decree again now */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/decrees/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed decree (PDF) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mandates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Mandates */
        get: {
            parameters: {
                query?: {
                    page?: number;
                    pageSize?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            /** Format: date */
                            today: string;
                            kindsWithoutMandate: ("assignment" | "change" | "return" | "revocation" | "commitment" | "test-order" | "test-report" | "sklo")[];
                            signers: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                                roles: ("coordinator" | "director")[];
                            }[];
                            items: {
                                /** Format: uuid */
                                id: string;
                                /** @enum {string} */
                                decreeKind: "assignment" | "change" | "return" | "revocation" | "commitment" | "test-order" | "test-report" | "sklo";
                                /** @enum {string} */
                                standing: "to-come" | "in-force" | "over" | "cancelled";
                                signerPersonName: string | null;
                                office: {
                                    institution: string;
                                    unit: string;
                                    addressLines: string[];
                                    authority: string;
                                    place: string;
                                    capacity: string[];
                                    signerName: string;
                                    signerDetail: string | null;
                                    signedNote: string;
                                };
                                legalBasis: string[];
                                demonstration: boolean;
                                /** Format: date */
                                validFrom: string;
                                validTo: string | null;
                                decrees: number;
                                addedByName: string | null;
                                /** Format: date-time */
                                addedAt: string;
                                endedByName: string | null;
                                endedAt: string | null;
                                endReason: string | null;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Add a mandate */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        decreeKinds: ("assignment" | "change" | "return" | "revocation" | "commitment" | "test-order" | "test-report" | "sklo")[];
                        signerPersonId: string | null;
                        office: {
                            institution: string;
                            unit: string;
                            addressLines: string[];
                            authority: string;
                            place: string;
                            capacity: string[];
                            signerName: string;
                            signerDetail: string | null;
                            signedNote: string;
                        };
                        legalBasis: string[];
                        demonstration: boolean;
                        /** Format: date */
                        validFrom: string;
                        validTo: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            ids: string[];
                        };
                    };
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mandates/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a mandate after a day, or cancel one that has not begun by then */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** Format: date */
                        lastDay: string;
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Default Response */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/validasi-sk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check a decree (page) */
        get: {
            parameters: {
                query?: {
                    lang?: "id" | "en";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        /** Check an uploaded decree (page) */
        post: {
            parameters: {
                query?: {
                    lang?: "id" | "en";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/validasi-sk/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a decree is worth (page) */
        get: {
            parameters: {
                query?: {
                    lang?: "id" | "en";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        /** Check an uploaded file against a decree (page) */
        post: {
            parameters: {
                query?: {
                    lang?: "id" | "en";
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public home (page) */
        get: {
            parameters: {
                query?: {
                    lang?: "id" | "en";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cek-keperluan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Do I need it? (page) */
        get: {
            parameters: {
                query?: {
                    lang?: "id" | "en";
                    who?: "business" | "government" | "person";
                    purpose?: "others" | "own";
                    basis?: "yes" | "no";
                    code?: "yes" | "no";
                    means?: "self" | "rent";
                    holding?: "yes" | "no";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/konfigurasi": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The three configurations (page) */
        get: {
            parameters: {
                query?: {
                    lang?: "id" | "en";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/langkah": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every step with days and documents (page) */
        get: {
            parameters: {
                query?: {
                    lang?: "id" | "en";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tanya-jawab": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Common questions (page) */
        get: {
            parameters: {
                query?: {
                    lang?: "id" | "en";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bantuan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where to ask and to complain (page) */
        get: {
            parameters: {
                query?: {
                    lang?: "id" | "en";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/statistik": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Service statistics (page) */
        get: {
            parameters: {
                query?: {
                    lang?: "id" | "en";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/kalender-uji": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Days of operational tests (page) */
        get: {
            parameters: {
                query?: {
                    lang?: "id" | "en";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/robots.txt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What robots may read */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sitemap.xml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public pages for search engines */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/formulir": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Forms to download (page) */
        get: {
            parameters: {
                query?: {
                    lang?: "id" | "en";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/formulir/{version}/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One form as a file */
        get: {
            parameters: {
                query?: {
                    lang?: "id" | "en";
                };
                header?: never;
                path: {
                    version: string;
                    file: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/formulir/izin/{version}/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One blank paper of a licence application as a file */
        get: {
            parameters: {
                query?: {
                    lang?: "id" | "en";
                };
                header?: never;
                path: {
                    version: string;
                    file: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ProblemInput: {
            error: {
                code: string;
                message: string;
                params: {
                    [key: string]: string | number;
                };
                fields: {
                    path: string;
                    code: string;
                    message: string;
                }[];
                rule: {
                    id: string;
                    clause: string;
                    standing: string;
                } | null;
                requestId: string;
            };
        };
        Problem: {
            error: {
                code: string;
                message: string;
                params: {
                    [key: string]: string | number;
                };
                fields: {
                    path: string;
                    code: string;
                    message: string;
                }[];
                rule: {
                    id: string;
                    clause: string;
                    standing: string;
                } | null;
                requestId: string;
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
