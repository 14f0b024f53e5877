import generated from '../resources/params/foreign.generated.json' with { type: 'json' };

/** All that an endpoint may enable: every type of event, and `*`. */
export const ENABLED_EVENTS: readonly string[] = generated.enabledEvents;
