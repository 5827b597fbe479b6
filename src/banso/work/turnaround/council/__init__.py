"""活性化協議会: a firm in trouble is advised, its plan is worked out with its creditors, and watched over afterwards."""
