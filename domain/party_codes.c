#include "base/countries.h"
#include "domain/party.h"

const char *party_of_two(const char *letters)
{
	char three[COUNTRY_THREE + 1];
	const struct party *party = country_three(letters, three) ? party_find(three) : NULL;
	return party == NULL ? NULL : party->id;
}
