/* The adjectives by which speakers and releases tell a state: "the Kazakh delegation".
 *
 * Alone an adjective tells nobody ("the Turkish border"); who asks looks at what stands
 * behind it. Years are those in which the state, or its name, was in use. A member without a
 * row is told by its name ("the New Zealand delegation"), or by none surely:
 * - "Congolese" is of two members, and so is "Dominican": left out. "Korean" is North or South,
 *   alone neither; "German", "Vietnamese" and "Yemeni" are of the one state that there is by now,
 *   since before each was of two at a time, which have rows with what told them apart;
 * - "Guinean" is Guinea's, since the three others are always told by more ("Bissau-Guinean");
 *   "American" is the United States', but for the longer ones of the last row;
 * - "Sahrawi" is a people's and two parties': left out; "Northern Irish", "Bosnian Serb" and the
 *   like are of no party.
 *
 * Written from the usage of the United Nations' records in English; codes as in the other tables.
 * Each word was then looked up in Debian 12's lists of English words (wamerican-insane,
 * wbritish-insane, hunspell-en-gb), which have all but 25, and these in a public list of demonyms
 * (neshdev999/demonym) and one of Wiktionary's ("Countries of the world"). In none of them are,
 * and rest on usage alone: "Beninois", "Burkinese", "Upper Voltan", "Cabo Verdean", "Lesothan",
 * "Santomean", "Tajikistani", "Turkmenistani" and "Cook Islander". UNTERM was not asked. */
#include "domain/party_table.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>

#include "domain/text_hash.h"

const struct party party_adjectives[] = {
	{ "AFG", NAMES(NAME("Afghan"), NAME("Afghani")) },
	{ "AGO", NAMES(NAME("Angolan")) },
	{ "ALB", NAMES(NAME("Albanian")) },
	{ "AND", NAMES(NAME("Andorran")) },
	{ "ARE", NAMES(NAME("Emirati")) },
	{ "ARG", NAMES(NAME("Argentine"), NAME("Argentinian"), NAME("Argentinean")) },
	{ "ARM", NAMES(NAME("Armenian")) },
	{ "ATG", NAMES(NAME("Antiguan"), NAME("Barbudan")) },
	{ "AUS", NAMES(NAME("Australian")) },
	{ "AUT", NAMES(NAME("Austrian")) },
	{ "AZE", NAMES(NAME("Azerbaijani"), NAME("Azeri")) },
	{ "BDI", NAMES(NAME("Burundian")) },
	{ "BEL", NAMES(NAME("Belgian")) },
	{ "BEN",
	  NAMES(SINCE(1975, "Beninese"), SINCE(1975, "Beninois"), UNTIL(1975, "Dahomean"), UNTIL(1975, "Dahomeyan")) },
	{ "BFA", NAMES(SINCE(1984, "Burkinab\xC3\xA8"), SINCE(1984, "Burkinab\xC3\xA9"), SINCE(1984, "Burkinabe"),
		       SINCE(1984, "Burkinese"), UNTIL(1984, "Voltaic"), UNTIL(1984, "Upper Voltan")) },
	{ "BGD", NAMES(NAME("Bangladeshi")) },
	{ "BGR", NAMES(NAME("Bulgarian")) },
	{ "BHR", NAMES(NAME("Bahraini")) },
	{ "BHS", NAMES(NAME("Bahamian")) },
	{ "BIH", NAMES(NAME("Bosnian"), NAME("Bosnian and Herzegovinian")) },
	{ "BLR", NAMES(SINCE(1991, "Belarusian"), SINCE(1991, "Belarussian"), UNTIL(1991, "Byelorussian"),
		       UNTIL(1991, "Belorussian")) },
	{ "BLZ", NAMES(NAME("Belizean")) },
	{ "BOL", NAMES(NAME("Bolivian")) },
	{ "BRA", NAMES(NAME("Brazilian")) },
	{ "BRB", NAMES(NAME("Barbadian")) },
	{ "BRN", NAMES(NAME("Bruneian")) },
	{ "BTN", NAMES(NAME("Bhutanese")) },
	{ "BWA", NAMES(NAME("Botswanan"), NAME("Batswana")) },
	{ "CAF", NAMES(NAME("Central African")) },
	{ "CAN", NAMES(NAME("Canadian")) },
	{ "CHE", NAMES(NAME("Swiss")) },
	{ "CHL", NAMES(NAME("Chilean")) },
	{ "CHN", NAMES(NAME("Chinese")) },
	{ "CIV", NAMES(NAME("Ivorian")) },
	{ "CMR", NAMES(NAME("Cameroonian")) },
	{ "COD", NAMES(BETWEEN(1971, 1997, "Zairian"), BETWEEN(1971, 1997, "Zairean")) },
	{ "COL", NAMES(NAME("Colombian")) },
	{ "COM", NAMES(NAME("Comorian"), NAME("Comoran")) },
	{ "CPV", NAMES(NAME("Cabo Verdean"), NAME("Cape Verdean")) },
	{ "CRI", NAMES(NAME("Costa Rican")) },
	{ "CUB", NAMES(NAME("Cuban")) },
	{ "CYP", NAMES(NAME("Cypriot")) },
	{ "CZE", NAMES(SINCE(1993, "Czech")) },
	{ "DEU", NAMES(SINCE(1990, "German"), BETWEEN(1949, 1990, "West German")) },
	{ "DJI", NAMES(NAME("Djiboutian")) },
	{ "DNK", NAMES(NAME("Danish")) },
	{ "DZA", NAMES(NAME("Algerian")) },
	{ "ECU", NAMES(NAME("Ecuadorian"), NAME("Ecuadorean")) },
	{ "EGY", NAMES(NAME("Egyptian")) },
	{ "ERI", NAMES(NAME("Eritrean")) },
	{ "ESP", NAMES(NAME("Spanish")) },
	{ "EST", NAMES(NAME("Estonian")) },
	{ "ETH", NAMES(NAME("Ethiopian")) },
	{ "FIN", NAMES(NAME("Finnish")) },
	{ "FJI", NAMES(NAME("Fijian")) },
	{ "FRA", NAMES(NAME("French")) },
	{ "FSM", NAMES(NAME("Micronesian")) },
	{ "GAB", NAMES(NAME("Gabonese")) },
	{ "GBR", NAMES(NAME("British")) },
	{ "GEO", NAMES(NAME("Georgian")) },
	{ "GHA", NAMES(NAME("Ghanaian")) },
	{ "GIN", NAMES(NAME("Guinean")) },
	{ "GMB", NAMES(NAME("Gambian")) },
	{ "GNB", NAMES(NAME("Bissau-Guinean"), NAME("Guinea-Bissauan")) },
	{ "GNQ", NAMES(NAME("Equatorial Guinean"), NAME("Equatoguinean")) },
	{ "GRC", NAMES(NAME("Greek"), NAME("Hellenic")) },
	{ "GRD", NAMES(NAME("Grenadian")) },
	{ "GTM", NAMES(NAME("Guatemalan")) },
	{ "GUY", NAMES(NAME("Guyanese")) },
	{ "HND", NAMES(NAME("Honduran")) },
	{ "HRV", NAMES(NAME("Croatian")) },
	{ "HTI", NAMES(NAME("Haitian")) },
	{ "HUN", NAMES(NAME("Hungarian")) },
	{ "IDN", NAMES(NAME("Indonesian")) },
	{ "IND", NAMES(NAME("Indian")) },
	{ "IRL", NAMES(NAME("Irish")) },
	{ "IRN", NAMES(NAME("Iranian")) },
	{ "IRQ", NAMES(NAME("Iraqi")) },
	{ "ISL", NAMES(NAME("Icelandic")) },
	{ "ISR", NAMES(NAME("Israeli")) },
	{ "ITA", NAMES(NAME("Italian")) },
	{ "JAM", NAMES(NAME("Jamaican")) },
	{ "JOR", NAMES(NAME("Jordanian"), UNTIL(1949, "Transjordanian")) },
	{ "JPN", NAMES(NAME("Japanese")) },
	{ "KAZ", NAMES(NAME("Kazakh"), NAME("Kazakhstani")) },
	{ "KEN", NAMES(NAME("Kenyan")) },
	{ "KGZ", NAMES(NAME("Kyrgyz"), NAME("Kyrgyzstani"), NAME("Kirghiz")) },
	{ "KHM", NAMES(NAME("Cambodian")) },
	{ "KIR", NAMES(NAME("I-Kiribati")) },
	{ "KNA", NAMES(NAME("Kittitian"), NAME("Nevisian")) },
	{ "KOR", NAMES(NAME("South Korean")) },
	{ "KWT", NAMES(NAME("Kuwaiti")) },
	{ "LAO", NAMES(NAME("Lao"), NAME("Laotian")) },
	{ "LBN", NAMES(NAME("Lebanese")) },
	{ "LBR", NAMES(NAME("Liberian")) },
	{ "LBY", NAMES(NAME("Libyan")) },
	{ "LCA", NAMES(NAME("Saint Lucian"), NAME("St. Lucian")) },
	{ "LIE", NAMES(NAME("Liechtensteiner")) },
	{ "LKA", NAMES(SINCE(1972, "Sri Lankan"), UNTIL(1972, "Ceylonese")) },
	{ "LSO", NAMES(NAME("Basotho"), NAME("Lesothan")) },
	{ "LTU", NAMES(NAME("Lithuanian")) },
	{ "LUX", NAMES(NAME("Luxembourgish"), NAME("Luxembourgian")) },
	{ "LVA", NAMES(NAME("Latvian")) },
	{ "MAR", NAMES(NAME("Moroccan")) },
	{ "MCO", NAMES(NAME("Monegasque"), NAME("Monacan")) },
	{ "MDA", NAMES(NAME("Moldovan")) },
	{ "MDG", NAMES(NAME("Malagasy"), NAME("Madagascan")) },
	{ "MDV", NAMES(NAME("Maldivian")) },
	{ "MEX", NAMES(NAME("Mexican")) },
	{ "MHL", NAMES(NAME("Marshallese")) },
	{ "MKD", NAMES(NAME("Macedonian"), SINCE(2019, "North Macedonian")) },
	{ "MLI", NAMES(NAME("Malian")) },
	{ "MLT", NAMES(NAME("Maltese")) },
	{ "MMR", NAMES(UNTIL(1989, "Burmese")) },
	{ "MNE", NAMES(NAME("Montenegrin")) },
	{ "MNG", NAMES(NAME("Mongolian")) },
	{ "MOZ", NAMES(NAME("Mozambican")) },
	{ "MRT", NAMES(NAME("Mauritanian")) },
	{ "MUS", NAMES(NAME("Mauritian")) },
	{ "MWI", NAMES(NAME("Malawian")) },
	{ "MYS", NAMES(NAME("Malaysian"), UNTIL(1963, "Malayan")) },
	{ "NAM", NAMES(NAME("Namibian")) },
	{ "NER", NAMES(NAME("Nigerien")) },
	{ "NGA", NAMES(NAME("Nigerian")) },
	{ "NIC", NAMES(NAME("Nicaraguan")) },
	{ "NLD", NAMES(NAME("Dutch")) },
	{ "NOR", NAMES(NAME("Norwegian")) },
	{ "NPL", NAMES(NAME("Nepalese"), NAME("Nepali")) },
	{ "NRU", NAMES(NAME("Nauruan")) },
	{ "OMN", NAMES(NAME("Omani")) },
	{ "PAK", NAMES(NAME("Pakistani")) },
	{ "PAN", NAMES(NAME("Panamanian")) },
	{ "PER", NAMES(NAME("Peruvian")) },
	{ "PHL", NAMES(NAME("Philippine"), NAME("Filipino")) },
	{ "PLW", NAMES(NAME("Palauan")) },
	{ "PNG", NAMES(NAME("Papua New Guinean")) },
	{ "POL", NAMES(NAME("Polish")) },
	{ "PRK", NAMES(NAME("North Korean")) },
	{ "PRT", NAMES(NAME("Portuguese")) },
	{ "PRY", NAMES(NAME("Paraguayan")) },
	{ "QAT", NAMES(NAME("Qatari")) },
	{ "ROU", NAMES(NAME("Romanian"), NAME("Rumanian"), NAME("Roumanian")) },
	{ "RUS", NAMES(SINCE(1991, "Russian")) },
	{ "RWA", NAMES(NAME("Rwandan"), NAME("Rwandese")) },
	{ "SAU", NAMES(NAME("Saudi"), NAME("Saudi Arabian")) },
	{ "SDN", NAMES(NAME("Sudanese")) },
	{ "SEN", NAMES(NAME("Senegalese")) },
	{ "SGP", NAMES(NAME("Singaporean")) },
	{ "SLB", NAMES(NAME("Solomon Islander")) },
	{ "SLE", NAMES(NAME("Sierra Leonean")) },
	{ "SLV", NAMES(NAME("Salvadoran"), NAME("Salvadorian"), NAME("Salvadorean")) },
	{ "SMR", NAMES(NAME("Sammarinese"), NAME("San Marinese")) },
	{ "SOM", NAMES(NAME("Somali"), NAME("Somalian")) },
	{ "SRB", NAMES(NAME("Serbian")) },
	{ "SSD", NAMES(NAME("South Sudanese")) },
	{ "STP", NAMES(NAME("Sao Tomean"), NAME("S\xC3\xA3o Tomean"), NAME("Santomean")) },
	{ "SUR", NAMES(NAME("Surinamese")) },
	{ "SVK", NAMES(NAME("Slovak"), NAME("Slovakian")) },
	{ "SVN", NAMES(NAME("Slovene"), NAME("Slovenian")) },
	{ "SWE", NAMES(NAME("Swedish")) },
	{ "SWZ", NAMES(NAME("Swazi")) },
	{ "SYC", NAMES(NAME("Seychellois")) },
	{ "SYR", NAMES(NAME("Syrian")) },
	{ "TCD", NAMES(NAME("Chadian")) },
	{ "TGO", NAMES(NAME("Togolese")) },
	{ "THA", NAMES(NAME("Thai"), UNTIL(1949, "Siamese")) },
	{ "TJK", NAMES(NAME("Tajik"), NAME("Tajikistani"), NAME("Tadjik"), NAME("Tadzhik")) },
	{ "TKM", NAMES(NAME("Turkmen"), NAME("Turkmenistani")) },
	{ "TLS", NAMES(NAME("Timorese"), NAME("East Timorese")) },
	{ "TON", NAMES(NAME("Tongan")) },
	{ "TTO", NAMES(NAME("Trinidadian"), NAME("Tobagonian")) },
	{ "TUN", NAMES(NAME("Tunisian")) },
	{ "TUR", NAMES(NAME("Turkish")) },
	{ "TUV", NAMES(NAME("Tuvaluan")) },
	{ "TZA", NAMES(NAME("Tanzanian"), UNTIL(1964, "Tanganyikan")) },
	{ "UGA", NAMES(NAME("Ugandan")) },
	{ "UKR", NAMES(NAME("Ukrainian")) },
	{ "URY", NAMES(NAME("Uruguayan")) },
	{ "USA", NAMES(NAME("American")) },
	{ "UZB", NAMES(NAME("Uzbek"), NAME("Uzbekistani")) },
	{ "VCT", NAMES(NAME("Vincentian"), NAME("Saint Vincentian")) },
	{ "VEN", NAMES(NAME("Venezuelan")) },
	{ "VNM", NAMES(SINCE(1976, "Vietnamese"), UNTIL(1976, "South Vietnamese")) },
	{ "VUT", NAMES(NAME("Ni-Vanuatu"), NAME("Vanuatuan")) },
	{ "WSM", NAMES(NAME("Samoan"), UNTIL(1997, "Western Samoan")) },
	{ "YEM", NAMES(NAME("Yemeni"), NAME("Yemenite")) },
	{ "ZAF", NAMES(NAME("South African")) },
	{ "ZMB", NAMES(NAME("Zambian")) },
	{ "ZWE", NAMES(NAME("Zimbabwean"), UNTIL(1980, "Rhodesian")) },

	{ "PSE", NAMES(NAME("Palestinian")) },
	{ "XKX", NAMES(NAME("Kosovar")) },
	{ "TWN", NAMES(NAME("Taiwanese")) },
	{ "PRI", NAMES(NAME("Puerto Rican")) },
	{ "COK", NAMES(NAME("Cook Islander")) },

	{ "CSK", NAMES(UNTIL(1992, "Czechoslovak"), UNTIL(1992, "Czechoslovakian")) },
	{ "DDR", NAMES(BETWEEN(1949, 1990, "East German")) },
	{ "SUN", NAMES(UNTIL(1991, "Soviet")) },
	{ "VDR", NAMES(BETWEEN(1945, 1976, "North Vietnamese")) },
	{ "YMD", NAMES(BETWEEN(1967, 1990, "South Yemeni")) },
	{ "YUG", NAMES(UNTIL(2003, "Yugoslav"), UNTIL(2003, "Yugoslavian")) },
	{ "ZANZIBAR", NAMES(UNTIL(1964, "Zanzibari")) },

	{ "", NAMES(NAME("Latin American"), NAME("Central American"), NAME("South American"), NAME("North American"),
		    NAME("Inter-American"), NAME("Ibero-American"), NAME("Pan-American"), NAME("Spanish American"),
		    NAME("American Indian"), NAME("West Indian"), NAME("American Samoan"), NAME("Northern Irish"),
		    NAME("Turkish Cypriot"), NAME("Greek Cypriot"), NAME("Bosnian Serb"), NAME("Bosnian Croat"),
		    NAME("Iraqi Kurdish"), NAME("Syrian Kurdish")) },
	{ .id = NULL },
};

/* ---- The index -------------------------------------------------------------- */

#define SLOTS 1024 /* powers of two, more than twice as many as there are */
#define ROWS 512

struct slot {
	uint32_t hash;
	const char *text;        /* an adjective, or an id */
	const struct party *row; /* NULL where the slot is free */
};

static struct slot slots[SLOTS], rows[ROWS];
static pthread_once_t slots_once = PTHREAD_ONCE_INIT;

/* The slot of a text, or the free one that it belongs in. */
static struct slot *slot_of(struct slot *at, uint32_t count, const char *text, size_t size)
{
	uint32_t hash = text_hash(text, size), i = hash & (count - 1);
	while (at[i].row != NULL && (at[i].hash != hash || !text_is(text, size, at[i].text)))
		i = (i + 1) & (count - 1);
	return &at[i];
}

static void put(struct slot *at, uint32_t count, const char *text, const struct party *row)
{
	struct slot *slot = slot_of(at, count, text, strlen(text));
	assert(slot->row == NULL); /* no adjective is two states', nor one's twice */
	*slot = (struct slot){ .hash = text_hash(text, strlen(text)), .text = text, .row = row };
}

static void slots_make(void)
{
	for (const struct party *row = party_adjectives; row->id != NULL; row++) {
		if (row->id[0] != '\0')
			put(rows, ROWS, row->id, row);
		for (const struct party_name *name = row->names; name->name != NULL; name++)
			put(slots, SLOTS, name->name, row);
	}
}

const char *party_of_adjective(const char *printed, size_t size)
{
	pthread_once(&slots_once, slots_make);
	const struct party *row = slot_of(slots, SLOTS, printed, size)->row;
	return row == NULL ? NULL : row->id;
}

const struct party_name *party_adjectives_of(const char *id)
{
	pthread_once(&slots_once, slots_make);
	const struct party *row = slot_of(rows, ROWS, id, strlen(id))->row;
	return row == NULL ? NULL : row->names;
}
