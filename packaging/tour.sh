# The questions that ./run asks. Sourced by bash; needs truce on the path and
# TRUCE_SERVER.

ask() {
	local question=$1
	shift
	printf '\n%s\n' "$question"
	printf '$ truce'
	printf ' %q' "$@"
	printf '\n\n'
	truce "$@"
}

tour() {
	ask "Which rounds are on record, and what did each agree and leave open?" \
		round agenda
	ask "Which zones were in force on 20 December 2017, and when do they lapse?" \
		zone status --on 2017-12-20
	ask "What is the whole history of one zone, with consents and readings?" \
		zone get idlib
	ask "Who changed it, when and why?" \
		zone history idlib
	ask "How did the zones stand from month to month, on what is on record?" \
		zone timeline
	ask "Which facts of the areas do sources dispute?" \
		zone conflicts
	ask "Which agenda items were open on 21 December 2017, and since when?" \
		round agenda --open --on 2017-12-21
	ask "Which commitments were overdue on 5 June 2017?" \
		commitments --overdue --on 2017-06-05
	ask "What did Kazakhstan say about the constitutional committee?" \
		statement passages --party KAZ --about "constitutional committee"
	ask "Who cites resolution 2254, and where?" \
		statement passages --cites "S/RES/2254 (2015)"
	ask "What are the clauses of the joint statement of September 2017?" \
		statement get joint-statement-2017-09-15
	ask "What did the record hold three changes ago?" \
		zone list --as-of -3
	ask "What were the last changes, by whom and why?" \
		log -n 5
}
