/* Seats of governments, by which speakers name their own state: "Astana reaffirms".
 *
 * Names of the day as the United Nations' records print them in English, without
 * those that are another place's name as well. */
#include "domain/reader/internal.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>

#define SLOTS 1024 /* of names; a power of two, at least twice as many */

/* Ascending by id. */
static const struct {
	const char *id, *name;
} seats[] = {
	{ "AFG", "Kabul" },          { "AGO", "Luanda" },
	{ "ALB", "Tirana" },         { "AND", "Andorra la Vella" },
	{ "ARE", "Abu Dhabi" },      { "ARG", "Buenos Aires" },
	{ "ARM", "Yerevan" },        { "ATG", "Saint John's" },
	{ "AUS", "Canberra" },       { "AUT", "Vienna" },
	{ "AZE", "Baku" },           { "BDI", "Bujumbura" },
	{ "BDI", "Gitega" },         { "BEL", "Brussels" },
	{ "BEN", "Porto-Novo" },     { "BFA", "Ouagadougou" },
	{ "BGD", "Dhaka" },          { "BGR", "Sofia" },
	{ "BHR", "Manama" },         { "BHS", "Nassau" },
	{ "BIH", "Sarajevo" },       { "BLR", "Minsk" },
	{ "BLZ", "Belmopan" },       { "BOL", "La Paz" },
	{ "BOL", "Sucre" },          { "BRA", "Brasilia" },
	{ "BRB", "Bridgetown" },     { "BRN", "Bandar Seri Begawan" },
	{ "BTN", "Thimphu" },        { "BWA", "Gaborone" },
	{ "CAF", "Bangui" },         { "CAN", "Ottawa" },
	{ "CHE", "Bern" },           { "CHL", "Santiago" },
	{ "CHN", "Beijing" },        { "CIV", "Abidjan" },
	{ "CIV", "Yamoussoukro" },   { "CMR", "Yaounde" },
	{ "COD", "Kinshasa" },       { "COG", "Brazzaville" },
	{ "COL", "Bogota" },         { "COM", "Moroni" },
	{ "CPV", "Praia" },          { "CRI", "San Jose" },
	{ "CUB", "Havana" },         { "CYP", "Nicosia" },
	{ "CZE", "Prague" },         { "DEU", "Berlin" },
	{ "DMA", "Roseau" },         { "DNK", "Copenhagen" },
	{ "DOM", "Santo Domingo" },  { "DZA", "Algiers" },
	{ "ECU", "Quito" },          { "EGY", "Cairo" },
	{ "ERI", "Asmara" },         { "ESP", "Madrid" },
	{ "EST", "Tallinn" },        { "ETH", "Addis Ababa" },
	{ "FIN", "Helsinki" },       { "FJI", "Suva" },
	{ "FRA", "Paris" },          { "FSM", "Palikir" },
	{ "GAB", "Libreville" },     { "GBR", "London" },
	{ "GEO", "Tbilisi" },        { "GHA", "Accra" },
	{ "GIN", "Conakry" },        { "GMB", "Banjul" },
	{ "GNB", "Bissau" },         { "GNQ", "Malabo" },
	{ "GRC", "Athens" },         { "GRD", "Saint George's" },
	{ "GTM", "Guatemala City" }, { "HND", "Tegucigalpa" },
	{ "HRV", "Zagreb" },         { "HTI", "Port-au-Prince" },
	{ "HUN", "Budapest" },       { "IDN", "Jakarta" },
	{ "IND", "New Delhi" },      { "IRL", "Dublin" },
	{ "IRN", "Tehran" },         { "IRQ", "Baghdad" },
	{ "ISL", "Reykjavik" },      { "ITA", "Rome" },
	{ "JAM", "Kingston" },       { "JOR", "Amman" },
	{ "JPN", "Tokyo" },          { "KAZ", "Astana" },
	{ "KAZ", "Nur-Sultan" },     { "KEN", "Nairobi" },
	{ "KGZ", "Bishkek" },        { "KHM", "Phnom Penh" },
	{ "KIR", "Tarawa" },         { "KNA", "Basseterre" },
	{ "KOR", "Seoul" },          { "KWT", "Kuwait City" },
	{ "LAO", "Vientiane" },      { "LBN", "Beirut" },
	{ "LBR", "Monrovia" },       { "LBY", "Tripoli" },
	{ "LCA", "Castries" },       { "LIE", "Vaduz" },
	{ "LKA", "Colombo" },        { "LSO", "Maseru" },
	{ "LTU", "Vilnius" },        { "LUX", "Luxembourg City" },
	{ "LVA", "Riga" },           { "MAR", "Rabat" },
	{ "MDA", "Chisinau" },       { "MDG", "Antananarivo" },
	{ "MEX", "Mexico City" },    { "MHL", "Majuro" },
	{ "MKD", "Skopje" },         { "MLI", "Bamako" },
	{ "MLT", "Valletta" },       { "MMR", "Nay Pyi Taw" },
	{ "MMR", "Yangon" },         { "MNE", "Podgorica" },
	{ "MNG", "Ulaanbaatar" },    { "MOZ", "Maputo" },
	{ "MRT", "Nouakchott" },     { "MUS", "Port Louis" },
	{ "MWI", "Lilongwe" },       { "MYS", "Kuala Lumpur" },
	{ "NAM", "Windhoek" },       { "NER", "Niamey" },
	{ "NGA", "Abuja" },          { "NIC", "Managua" },
	{ "NLD", "Amsterdam" },      { "NLD", "The Hague" },
	{ "NOR", "Oslo" },           { "NPL", "Kathmandu" },
	{ "NRU", "Yaren" },          { "NZL", "Wellington" },
	{ "OMN", "Muscat" },         { "PAK", "Islamabad" },
	{ "PAN", "Panama City" },    { "PER", "Lima" },
	{ "PHL", "Manila" },         { "PLW", "Ngerulmud" },
	{ "PNG", "Port Moresby" },   { "POL", "Warsaw" },
	{ "PRK", "Pyongyang" },      { "PRT", "Lisbon" },
	{ "PRY", "Asuncion" },       { "PSE", "Ramallah" },
	{ "QAT", "Doha" },           { "ROU", "Bucharest" },
	{ "RUS", "Moscow" },         { "RWA", "Kigali" },
	{ "SAU", "Riyadh" },         { "SDN", "Khartoum" },
	{ "SEN", "Dakar" },          { "SLB", "Honiara" },
	{ "SLE", "Freetown" },       { "SLV", "San Salvador" },
	{ "SOM", "Mogadishu" },      { "SRB", "Belgrade" },
	{ "SSD", "Juba" },           { "STP", "Sao Tome" },
	{ "SUR", "Paramaribo" },     { "SVK", "Bratislava" },
	{ "SVN", "Ljubljana" },      { "SWE", "Stockholm" },
	{ "SWZ", "Mbabane" },        { "SYR", "Damascus" },
	{ "TCD", "N'Djamena" },      { "TGO", "Lome" },
	{ "THA", "Bangkok" },        { "TJK", "Dushanbe" },
	{ "TKM", "Ashgabat" },       { "TLS", "Dili" },
	{ "TON", "Nuku'alofa" },     { "TTO", "Port of Spain" },
	{ "TUN", "Tunis" },          { "TUR", "Ankara" },
	{ "TUV", "Funafuti" },       { "TZA", "Dar es Salaam" },
	{ "TZA", "Dodoma" },         { "UGA", "Kampala" },
	{ "UKR", "Kiev" },           { "UKR", "Kyiv" },
	{ "URY", "Montevideo" },     { "USA", "Washington" },
	{ "UZB", "Tashkent" },       { "VAT", "Vatican City" },
	{ "VCT", "Kingstown" },      { "VEN", "Caracas" },
	{ "VNM", "Hanoi" },          { "VUT", "Port Vila" },
	{ "WSM", "Apia" },           { "YEM", "Sana'a" },
	{ "YEM", "Sanaa" },          { "ZAF", "Pretoria" },
	{ "ZMB", "Lusaka" },         { "ZWE", "Harare" },
};
#define SEATS (sizeof seats / sizeof *seats)

const char *seat_of(const char *id, size_t n)
{
	size_t low = 0, high = SEATS;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (strcmp(seats[middle].id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low + n < SEATS && strcmp(seats[low + n].id, id) == 0 ? seats[low + n].name : NULL;
}

static unsigned short slots[SLOTS]; /* the number of a seat, from 1; 0 where the slot is free */

/* The slot of a name, or the free one that it belongs in. */
static unsigned short *slot_of(const char *name)
{
	uint32_t i = text_hash(name, strlen(name)) % SLOTS;
	while (slots[i] != 0 && strcmp(seats[slots[i] - 1].name, name) != 0)
		i = (i + 1) % SLOTS;
	return &slots[i];
}

static void slots_make(void)
{
	static_assert(SEATS <= SLOTS / 2, "room for all seats");
	for (size_t i = SEATS; i > 0; i--) /* of two with a name, the first */
		*slot_of(seats[i - 1].name) = (unsigned short)i;
}

const char *seat_state(const char *name)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, slots_make);
	size_t number = *slot_of(name);
	return number == 0 ? NULL : seats[number - 1].id;
}

void seat_words_add(struct word_bits *bits)
{
	for (size_t i = 0; i < SEATS; i++)
		word_bits_add(bits, seats[i].name);
}
