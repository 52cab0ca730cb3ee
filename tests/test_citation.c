#include "tests/support.h"

#include "domain/citation.h"

/* All citations of a text as "instrument[printed]", "?" for a number alone, "!"
 * behind one in doubt, "D<" before the end of a range of parts from D on, with "; " between. Nothing
 * stands behind the text. */
static const char *citations_in(const char *from, size_t size)
{
	char *text = malloc(size + (size == 0));
	assert_non_null(text);
	memcpy(text, from, size);
	static char out[1024];
	size_t used = 0;
	struct arena arena;
	struct words w = { 0 };
	struct citation_run run = { 0 };
	arena_init(&arena, 1 << 20);
	assert_true(words_split(&w, text, size, &arena));
	out[0] = '\0';
	for (size_t i = 0; i < w.count;) {
		struct citation c;
		long n = citation_match(&run, &w, i, &arena, &c);
		assert_true(n >= 0);
		if (n > 0)
			used += (size_t)snprintf(out + used, sizeof out - used, "%s%.1s%s%s[%.*s]%s",
						 used > 0 ? "; " : "", &c.letter, c.letter != '\0' ? "<" : "",
						 c.instrument == NULL ? "?" : c.instrument, (int)(c.end - c.start),
						 text + c.start, c.doubt == NULL ? "" : "!");
		i += n > 0 ? (size_t)n : 1;
	}
	arena_fini(&arena);
	free(text);
	return out;
}

static const char *citations_of(const char *text)
{
	return citations_in(text, strlen(text));
}

static const struct {
	const char *text, *citations;
} prose[] = {
	{ "by resolution 2254 (2015).", "S/RES/2254 (2015)[resolution 2254 (2015)]" },
	{ "the resolution [376 (V)] and what was decided [377 A (V)], not [38 men]",
	  "A/RES/376 (V)[resolution [376 (V)]; A/RES/377 A (V)[377 A (V)]" },
	{ "of UNSC resolution\n2254 (2015);", "S/RES/2254 (2015)[UNSC resolution\n2254 (2015)]" },
	{ "the Resolution SC 2165 on", "S/RES/2165[Resolution SC 2165]" },
	{ "resolution 47 (1948)", "S/RES/47 (1948)[resolution 47 (1948)]" },
	{ "resolutions 687 (1991) and 715 (1991) were",
	  "S/RES/687 (1991)[resolutions 687 (1991)]; S/RES/715 (1991)[715 (1991)]" },
	{ "resolutions 687 (1991), 707 (1991), and 715 (1991), and 12 men",
	  "S/RES/687 (1991)[resolutions 687 (1991)]; S/RES/707 (1991)[707 (1991)]; S/RES/715 (1991)[715 "
	  "(1991)]" },
	{ "resolutions 2254 and 2401", "?[resolutions 2254]; ?[2401]" },
	{ "resolution 687 (1991) and 715 people", "S/RES/687 (1991)[resolution 687 (1991)]" },
	{ "General Assembly resolution 2625 (XXV)", "A/RES/2625 (XXV)[General Assembly resolution 2625 (XXV)]" },
	{ "resolution 61/295 of", "A/RES/61/295[resolution 61/295]" },
	{ "Security Council resolution 2286", "S/RES/2286[Security Council resolution 2286]" },
	{ "resolution 2286, which", "?[resolution 2286]" },
	{ "resolutions 242 (1967), of 22 November 1967, and 338 (1973), of 22 October 1973,",
	  "S/RES/242 (1967)[resolutions 242 (1967)]; S/RES/338 (1973)[338 (1973)]" },
	{ "resolutions 194 (III), 242 (1967) and 61/89",
	  "A/RES/194 (III)[resolutions 194 (III)]; S/RES/242 (1967)[242 (1967)]; A/RES/61/89[61/89]" },
	{ "resolution 242 (1967) and 338 (1973)",
	  "S/RES/242 (1967)[resolution 242 (1967)]; S/RES/338 (1973)[338 (1973)]" },
	{ "resolutions 2139 (2014), 2165 (2014), as well as 2191 (2014)",
	  "S/RES/2139 (2014)[resolutions 2139 (2014)]; S/RES/2165 (2014)[2165 (2014)]; S/RES/2191 (2014)[2191 "
	  "(2014)]" },
	{ "resolutions 338 and 339 (1973)", "S/RES/338 (1973)[resolutions 338]; S/RES/339 (1973)[339 (1973)]" },
	{ "resolutions 242 and 338 (1973)", "?[resolutions 242]; S/RES/338 (1973)[338 (1973)]" },
	{ "Security Council resolutions 242 and 338", "S/RES/242[Security Council resolutions 242]; S/RES/338[338]" },
	{ "the Security Council's resolution 2401", "S/RES/2401[Security Council's resolution 2401]" },
	{ "UNSCR 1701", "S/RES/1701[UNSCR 1701]" },
	{ "UNSCRs 1559 (2004) and 1701 (2006)",
	  "S/RES/1559 (2004)[UNSCRs 1559 (2004)]; S/RES/1701 (2006)[1701 (2006)]" },
	{ "resolution No. 2254 (2015)", "S/RES/2254 (2015)[resolution No. 2254 (2015)]" },
	{ "resolutions Nos. 242 (1967)", "S/RES/242 (1967)[resolutions Nos. 242 (1967)]" },
	{ "resolution 2254, of 18 December 2015, says", "S/RES/2254 (2015)[resolution 2254, of 18 December 2015]" },
	{ "resolution 1701 of 2006", "S/RES/1701 (2006)[resolution 1701 of 2006]" },
	{ "resolution 181 of 1947", "?[resolution 181]" },
	{ "Security Council resolution 181 of 1963", "S/RES/181 (1963)[Security Council resolution 181 of 1963]" },
	{ "resolution 2254/2015", "S/RES/2254 (2015)[resolution 2254/2015]" },
	{ "resolution 2254 of the Security Council", "S/RES/2254[resolution 2254]" },
	{ "General Assembly resolution 39/72 A asks for more", "A/RES/39/72 A[General Assembly resolution 39/72 A]" },
	{ "resolution 377 A (V)", "A/RES/377 A (V)[resolution 377 A (V)]" },
	{ "resolution 3201 (S-VI)", "A/RES/3201 (S-VI)[resolution 3201 (S-VI)]" },
	{ "resolution ES-10/14", "A/RES/ES-10/14[resolution ES-10/14]" },
	{ "resolutions S-10/2 and ES-11/1", "A/RES/S-10/2[resolutions S-10/2]; A/RES/ES-11/1[ES-11/1]" },
	{ "resolution 46/36 L of 9 December", "A/RES/46/36 L[resolution 46/36 L]" },
	{ "resolution 46/36 L before us and decision 75/510 B was",
	  "A/RES/46/36 L[resolution 46/36 L]; A/DEC/75/510 B[decision 75/510 B]" },
	{ "voted against resolution 36/72 A for reasons of ours", "A/RES/36/72 A[resolution 36/72 A]" },
	{ "resolution 61/89 A new era", "A/RES/61/89[resolution 61/89]" },
	{ "Human Rights Council resolution 16/1", "A/HRC/RES/16/1[Human Rights Council resolution 16/1]" },
	{ "Economic and Social Council resolution 1996/31",
	  "E/RES/1996/31[Economic and Social Council resolution 1996/31]" },
	{ "resolution 1996/31", "?[resolution 1996/31]" },
	{ "(decision 76/576)", "A/DEC/76/576[decision 76/576]" },
	{ "decision 12 of the board", "" },
	{ "resolution 12/295", "A/RES/12/295[resolution 12/295]!" },
	{ "resolution\n2254\n(2015)", "S/RES/2254 (2015)[resolution\n2254\n(2015)]" },
	{ "resolution 1325 and 12 women", "?[resolution 1325]" },
	{ "resolutions 66/253 A and B, and I agree", "A/RES/66/253 A[resolutions 66/253 A]; A/RES/66/253 B[B]" },
	{ "resolutions 48/84 A, C to E and 50/6",
	  "A/RES/48/84 A[resolutions 48/84 A]; A/RES/48/84 C[C]; D<A/RES/48/84 E[E]; A/RES/50/6[50/6]" },
	{ "resolutions 42/14 C to E, 45/58 A-C and 35/206 A through R",
	  "A/RES/42/14 C[resolutions 42/14 C]; D<A/RES/42/14 E[E]; A/RES/45/58 A[45/58 A]; B<A/RES/45/58 C[C]; "
	  "A/RES/35/206 A[35/206 A]; B<A/RES/35/206 R[R]" },
	{ "resolutions 2603 A and B (XXIV) and 2604 (XXIV)",
	  "A/RES/2603 A (XXIV)[resolutions 2603 A]; A/RES/2603 B (XXIV)[B (XXIV)]; A/RES/2604 (XXIV)[2604 (XXIV)]" },
	{ "resolution 2603 (XXIV) A and B, and I agree",
	  "A/RES/2603 A (XXIV)[resolution 2603 (XXIV) A]; A/RES/2603 B (XXIV)[B]" },
	{ "resolutions 1721 A, B to E (XVI), of 1961",
	  "A/RES/1721 A (XVI)[resolutions 1721 A]; A/RES/1721 B (XVI)[B]; C<A/RES/1721 E (XVI)[E (XVI)]" },
	{ "resolution 377 A, which", "?[resolution 377 A]" },
	{ "resolution 48/84 B and A new one", "A/RES/48/84 B[resolution 48/84 B]" },
	{ "resolutions 1325 and 12 women", "?[resolutions 1325]; ?[12]" },
	{ "a resolution of the conflict", "" },
	{ "resolutions on the issue", "" },
};

static void prose_citations_have_their_normal_form(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(prose); i++)
		assert_string_equal(citations_of(prose[i].text), prose[i].citations);
}

/* What is printed of later ones in a sentence, or beside the organ. */
static void a_resolution_is_told_by_its_form(void **state)
{
	(void)state;
	static const struct {
		const char *text, *citations;
	} rows[] = {
		{ "resolutions ES-11/1 of 2 March and ES-11/2 of 24 March, as well as 2625 (XXV)",
		  "A/RES/ES-11/1[resolutions ES-11/1]; A/RES/ES-11/2[ES-11/2]; A/RES/2625 (XXV)[2625 (XXV)]" },
		{ "resolution 598 of 20 July, and 12 men", "?[resolution 598]" },
		{ "resolutions 1325 (2000), on women, 1820 (2008), on violence, and 2242 (2015)",
		  "S/RES/1325 (2000)[resolutions 1325 (2000)]; S/RES/1820 (2008)[1820 (2008)]; S/RES/2242 (2015)[2242 "
		  "(2015)]" },
		{ "resolutions 242 (1967); 338 (1973); and 425 (1978)",
		  "S/RES/242 (1967)[resolutions 242 (1967)]; S/RES/338 (1973)[338 (1973)]; S/RES/425 (1978)[425 "
		  "(1978)]" },
		{ "resolutions 1718 (2006) through 2397 (2017)",
		  "S/RES/1718 (2006)[resolutions 1718 (2006)]; S/RES/2397 (2017)[2397 (2017)]" },
		{ "the resolution of 29 May 1948 (50 (1948))", "S/RES/50 (1948)[50 (1948)]" },
		{ "the 1540 (2004) Committee", "S/RES/1540 (2004)[1540 (2004)]" },
		{ "Convention No. 169 (1989), Convention 182 (1999), law 480 (1954), page 50 (1948)", "" },
		{ "resolution 5 (I) and, since, 61,540 (2004) men", "A/RES/5 (I)[resolution 5 (I)]" },
		{ "the resolutions of the Assembly 1654 (XVI) and 2621 (XXV)",
		  "A/RES/1654 (XVI)[1654 (XVI)]; A/RES/2621 (XXV)[2621 (XXV)]" },
		{ "the chapters 1654 (XVI) and 2621 (XXV)", "" },
		{ "resolutions 58/126, section B, and 58/316",
		  "A/RES/58/126[resolutions 58/126]; A/RES/58/316[58/316]" },
		{ "resolutions such as 41/46 A and 41/46 B, from which",
		  "A/RES/41/46 A[41/46 A]; A/RES/41/46 B[41/46 B]" },
		{ "dozens of resolutions, from 242 (1967) down to 1860 (2009), say so",
		  "S/RES/242 (1967)[242 (1967)]; S/RES/1860 (2009)[1860 (2009)]" },
		{ "in resolution after resolution, from 46/137 to 54/173, and in each",
		  "A/RES/46/137[46/137]; A/RES/54/173[54/173]" },
		{ "the resolution adopted last year, namely 59/75, and last year's resolution, 59/76, and that resolution "
		  "(59/77)",
		  "A/RES/59/75[59/75]; A/RES/59/76[59/76]; A/RES/59/77[59/77]" },
		{ "the resolution has a ratio (60/40), and it has another, 70/30, too", "" },
		{ "the resolution cut the share from 60/40 percent to 50/50 or so", "" },
		{ "resolutions on a 50/50 basis and 60/40 split, or 24/7", "" },
		{ "General Assembly resolution 60/180 and, with it, 1645 (2005)",
		  "A/RES/60/180[General Assembly resolution 60/180]; S/RES/1645 (2005)[1645 (2005)]" },
		{ "resolution 377 (V) A, not 377(V)A or 377 A (V)",
		  "A/RES/377 A (V)[resolution 377 (V) A]; A/RES/377 A (V)[377(V)A]; A/RES/377 A (V)[377 A (V)]" },
		{ "draft resolution 1 and draft decisions 2 and 3 were adopted", "" },
		{ "HRC resolution 16/21", "A/HRC/RES/16/21[HRC resolution 16/21]" },
		{ "the Human Rights Council adopted resolution 16/21 then", "A/HRC/RES/16/21[resolution 16/21]" },
		{ "resolution 60/251, which made the Human Rights Council", "A/RES/60/251[resolution 60/251]" },
		{ "Human Rights Council decision 3/103", "A/HRC/DEC/3/103[Human Rights Council decision 3/103]" },
		{ "resolution 1996/31 of the Economic and Social Council", "E/RES/1996/31[resolution 1996/31]" },
		{ "Economic and Social Council resolution 1503 (XLVIII) and decision 2012/250",
		  "E/RES/1503 (XLVIII)[Economic and Social Council resolution 1503 (XLVIII)]" },
		{ "resolution 303 I (XI) of the Economic and Social Council",
		  "E/RES/303 I (XI)[resolution 303 I (XI)]" },
		{ "resolution 377 (V) of the Security Council", "A/RES/377 (V)[resolution 377 (V)]" },
		{ "document S/2008/601 and Addendum 1, A/3000/Add.2 and Corrigendum 1",
		  "S/2008/601[S/2008/601]; S/2008/601/Add.1[Addendum 1]; A/3000/Add.2[A/3000/Add.2]; "
		  "A/3000/Add.2/Corr.1[Corrigendum 1]" },
		{ "S/2008/601, Addenda 1 to 3, and S/2008/602 and Addenda 1 and 2",
		  "S/2008/601[S/2008/601]; S/2008/601/Add.1[Addenda 1]; S/2008/601/Add.3[3]; "
		  "S/2008/602[S/2008/602]; S/2008/602/Add.1[Addenda 1]; S/2008/602/Add.2[2]" },
		{ "in A/3000 and Add. 1 and 2, as in S/1 and Revision 2",
		  "A/3000[A/3000]; A/3000/Add.1[Add. 1]; A/3000/Add.2[2]; S/1[S/1]; S/1/Rev.2[Revision 2]" },
		{ "Economic and Social Council decision 2012/250",
		  "E/DEC/2012/250[Economic and Social Council decision 2012/250]" },
		{ "Commission on Human Rights resolution 2005/80",
		  "E/CN.4/RES/2005/80[Commission on Human Rights resolution 2005/80]" },
		{ "Trusteeship Council resolution 1369 (XVII)",
		  "T/RES/1369 (XVII)[Trusteeship Council resolution 1369 (XVII)]" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_string_equal(citations_of(rows[i].text), rows[i].citations);
}

static void symbols_have_their_normal_form(void **state)
{
	(void)state;
	static const struct {
		const char *text, *citations;
	} rows[] = {
		{ "(S/PV.8422)", "S/PV.8422[S/PV.8422]" },
		{ "see S/PV. 8422.", "S/PV.8422[S/PV. 8422]" },
		{ "S/PV.4568 (Resumption 1)", "S/PV.4568 (Resumption 1)[S/PV.4568 (Resumption 1)]" },
		{ "S/RES/2254 (2015)", "S/RES/2254 (2015)[S/RES/2254 (2015)]" },
		{ "S/RES/2254(2015)", "S/RES/2254 (2015)[S/RES/2254(2015)]" },
		{ "S/2018/1016/Add.1", "S/2018/1016/Add.1[S/2018/1016/Add.1]" },
		{ "S/2018/1016/Rev.1/Corr.2,", "S/2018/1016/Rev.1/Corr.2[S/2018/1016/Rev.1/Corr.2]" },
		{ "S/12345 and", "S/12345[S/12345]" },
		{ "S/PRST/2018/21", "S/PRST/2018/21[S/PRST/2018/21]" },
		{ "A/61/PV.107", "A/61/PV.107[A/61/PV.107]" },
		{ "A/ES-10/PV.3", "A/ES-10/PV.3[A/ES-10/PV.3]" },
		{ "A/C.1/61/PV.4", "A/C.1/61/PV.4[A/C.1/61/PV.4]" },
		{ "A/61/L.3/Rev.1", "A/61/L.3/Rev.1[A/61/L.3/Rev.1]" },
		{ "A/RES/61/295", "A/RES/61/295[A/RES/61/295]" },
		{ "A/RES/2625 (XXV)", "A/RES/2625 (XXV)[A/RES/2625 (XXV)]" },
		{ "S/2018/1016 (draft)", "S/2018/1016[S/2018/1016]" },
		{ "S/2018/\n1016.", "S/2018/1016[S/2018/\n1016]" },
		{ "S/PV.\n8422", "S/PV.8422[S/PV.\n8422]" },
		{ "S/ PV.8422", "S/PV.8422[S/ PV.8422]" },
		{ "S/ 12 men", "" },
		{ "S/ 12063 for", "S/12063[S/ 12063]" },
		{ "S/PV.3377 (Resumption)", "S/PV.3377 (Resumption)[S/PV.3377 (Resumption)]" },
		{ "S/PV.7361 (Resumption 2), and", "S/PV.7361 (Resumption 2)[S/PV.7361 (Resumption 2)]" },
		{ "(A/61/L.3 and Add.1)", "A/61/L.3[A/61/L.3]; A/61/L.3/Add.1[Add.1]" },
		{ "A/61/L.3/Rev.1, Add.1 and Corr.2", "A/61/L.3/Rev.1[A/61/L.3/Rev.1]; A/61/L.3/Rev.1/Add.1[Add.1]; "
						      "A/61/L.3/Rev.1/Corr.2[Corr.2]" },
		{ "A/L.52/Rev.3 and Corr.1", "A/L.52/Rev.3[A/L.52/Rev.3]; A/L.52/Rev.3/Corr.1[Corr.1]" },
		{ "A/61/3/Add.1 and Add.2", "A/61/3/Add.1[A/61/3/Add.1]; A/61/3/Add.2[Add.2]" },
		{ "A/61/3/Rev.1 and Rev.2", "A/61/3/Rev.1[A/61/3/Rev.1]; A/61/3/Rev.2[Rev.2]" },
		{ "A/C.1/61/L.4 and L.5", "A/C.1/61/L.4[A/C.1/61/L.4]; A/C.1/61/L.5[L.5]" },
		{ "S/2018/1016 and L.5", "S/2018/1016[S/2018/1016]" },
		{ "S/2018/1016. Add.1 is", "S/2018/1016[S/2018/1016]" },
		{ "S/1234/Amend.1", "S/1234/Amend.1[S/1234/Amend.1]" },
		{ "A/8012 and A/PV.2000", "A/8012[A/8012]; A/PV.2000[A/PV.2000]" },
		{ "A/61 is no document", "" },
		{ "S/Agenda/8422", "S/Agenda/8422[S/Agenda/8422]" },
		{ "(S/Agenda 546), S/RES 1325 (2000), A/RES 61/295 and S/PV 12 or A/L 3",
		  "S/Agenda/546[S/Agenda 546]; S/RES/1325 (2000)[S/RES 1325 (2000)]; A/RES/61/295[A/RES 61/295]" },
		{ "A/HRC/37/72", "A/HRC/37/72[A/HRC/37/72]" },
		{ "A/C.5/1234", "A/C.5/1234[A/C.5/1234]" },
		{ "S/1234567", "" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_string_equal(citations_of(rows[i].text), rows[i].citations);
}

static void lists_of_symbols_and_series_of_other_bodies_are_read(void **state)
{
	(void)state;
	static const struct {
		const char *text, *citations;
	} rows[] = {
		{ "S/1996/1045 and Add.1 and 2.",
		  "S/1996/1045[S/1996/1045]; S/1996/1045/Add.1[Add.1]; S/1996/1045/Add.2[2]" },
		{ "A/37/112 (Part II), A/36/421/Add.2 (Part I) and A/62/5 (Vol. IV)",
		  "A/37/112 (Part II)[A/37/112 (Part II)]; A/36/421/Add.2 (Part I)[A/36/421/Add.2 (Part I)]; "
		  "A/62/5 (Vol. IV)[A/62/5 (Vol. IV)]" },
		{ "A/37/112 (part of it), A/37/113 (Part Two)", "A/37/112[A/37/112]; A/37/113[A/37/113]" },
		{ "S/1996/1045/Add.1, 2 and 3 (see there), and 4 men",
		  "S/1996/1045/Add.1[S/1996/1045/Add.1]; S/1996/1045/Add.2[2]" },
		{ "S/1996/1045/Add.1 and 2 more drafts", "S/1996/1045/Add.1[S/1996/1045/Add.1]" },
		{ "document A/ES-\n10/L.25 and A/ES- 10/L.26",
		  "A/ES-10/L.25[A/ES-\n10/L.25]; A/ES-10/L.26[A/ES- 10/L.26]" },
		{ "A/HRC/39/CRP.2, TD/B/67/4, FCCC/CP/2015/10/Add.1 and ISBA/26/C/1",
		  "A/HRC/39/CRP.2[A/HRC/39/CRP.2]; TD/B/67/4[TD/B/67/4]; FCCC/CP/2015/10/Add.1[FCCC/CP/2015/10/Add.1]; "
		  "ISBA/26/C/1[ISBA/26/C/1]" },
		{ "ST/SGB/2008/5, CD/1895, NPT/CONF.2010/50 and INFCIRC/153",
		  "ST/SGB/2008/5[ST/SGB/2008/5]; CD/1895[CD/1895]; NPT/CONF.2010/50[NPT/CONF.2010/50]; "
		  "INFCIRC/153[INFCIRC/153]" },
		{ "AC/DC and CD/ROM", "" },
		{ "document\nENDC/158, (CCD/PV.4), (ENDC/28), document ODD/23/Add.1",
		  "ENDC/158[ENDC/158]; CCD/PV.4[CCD/PV.4]; ENDC/28[ENDC/28]; ODD/23/Add.1[ODD/23/Add.1]" },
		{ "in ODD/23, document TV/4, document ODD/A, document OdD/4, document IV/ODD/4 and document ODD/ 4",
		  "" },
		{ "(S/PV.5052 and Resumption 1) and CD/NTB/WP.330/Rev.2",
		  "S/PV.5052[S/PV.5052]; S/PV.5052 (Resumption 1)[Resumption 1]; "
		  "CD/NTB/WP.330/Rev.2[CD/NTB/WP.330/Rev.2]" },
		{ "A/63/881\xE2\x80\x93S/2009/304", "A/63/881[A/63/881]; S/2009/304[S/2009/304]" },
		{ "A/59/2005 and Add.1-3", "A/59/2005[A/59/2005]; A/59/2005/Add.1[Add.1]; A/59/2005/Add.3[3]" },
		{ "S/7930/Add.1-56 and 57 men", "S/7930/Add.1[S/7930/Add.1]; S/7930/Add.56[56]" },
		{ "A/RES/217 A (III), A/RES/49/75K and A/RES/49/75 K",
		  "A/RES/217 A (III)[A/RES/217 A (III)]; A/RES/49/75 K[A/RES/49/75K]; A/RES/49/75 K[A/RES/49/75 K]" },
		{ "A/RES/40/61 A new one and A/RES/40/61 Ab", "A/RES/40/61[A/RES/40/61]; A/RES/40/61[A/RES/40/61]" },
		{ "S/Res/1325 (2000), s/res/1325 (2000)", "S/RES/1325 (2000)[S/Res/1325 (2000)]" },
		{ "E/CN.4/Sub.2/1995/1 and E/ESCAP/74/1",
		  "E/CN.4/Sub.2/1995/1[E/CN.4/Sub.2/1995/1]; E/ESCAP/74/1[E/ESCAP/74/1]" },
		{ "SC/14567, SG/SM/21000 and GA/12407, not SC/12 or GA/1",
		  "SC/14567[SC/14567]; SG/SM/21000[SG/SM/21000]; GA/12407[GA/12407]" },
		{ "GC(53)/RES/17, GC(XXV)/RES/381, GOV/INF/2015/18 and UNEP/EA.5/Res.14",
		  "GC(53)/RES/17[GC(53)/RES/17]; GC(XXV)/RES/381[GC(XXV)/RES/381]; GOV/INF/2015/18[GOV/INF/2015/18]; "
		  "UNEP/EA.5/Res.14[UNEP/EA.5/Res.14]" },
		{ "AHG/Res.16 (I), ICC-ASP/12/20, JIU/REP/2019/9, CEDAW/C/GC/30",
		  "AHG/Res.16 (I)[AHG/Res.16 (I)]; ICC-ASP/12/20[ICC-ASP/12/20]; JIU/REP/2019/9[JIU/REP/2019/9]; "
		  "CEDAW/C/GC/30[CEDAW/C/GC/30]" },
		{ "and/or, A/B, S/x, USA/12, A/61/PV.107b, S/", "" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_string_equal(citations_of(rows[i].text), rows[i].citations);
}

/* Series of the African Union, the OSCE, the European Union and ECOWAS. */
static void symbols_of_other_organisations_are_read(void **state)
{
	(void)state;
	static const struct {
		const char *text, *citations;
	} rows[] = {
		{ "PSC/PR/COMM.2(LXIII), PSC/PR/COMM.(CCCXXXIX) and PSC/PR/Comm.1 (CDLXXXV).",
		  "PSC/PR/COMM.2 (LXIII)[PSC/PR/COMM.2(LXIII)]; PSC/PR/COMM.(CCCXXXIX)[PSC/PR/COMM.(CCCXXXIX)]; "
		  "PSC/PR/COMM.1 (CDLXXXV)[PSC/PR/Comm.1 (CDLXXXV)]" },
		{ "PSC/PR/COMM.1120.1 (2022), PSC/PR/BR.(DCCCLXXXVIII), PSC/PR/2(CCCXX)",
		  "PSC/PR/COMM.1120.1 (2022)[PSC/PR/COMM.1120.1 (2022)]; "
		  "PSC/PR/BR.(DCCCLXXXVIII)[PSC/PR/BR.(DCCCLXXXVIII)]; PSC/PR/2 (CCCXX)[PSC/PR/2(CCCXX)]" },
		{ "Assembly/AU/Dec.137(VIII), Assembly/AU/Decl.1 (XVI) and Ext/Assembly/AU/Dec.1 (IV)",
		  "Assembly/AU/Dec.137 (VIII)[Assembly/AU/Dec.137(VIII)]; "
		  "Assembly/AU/Decl.1 (XVI)[Assembly/AU/Decl.1 (XVI)]; "
		  "Ext/Assembly/AU/Dec.1 (IV)[Ext/Assembly/AU/Dec.1 (IV)]" },
		{ "EX.CL/Dec.337 (X), EX.CL/450, AHG/Decl.5 (XXXVI)",
		  "EX.CL/Dec.337 (X)[EX.CL/Dec.337 (X)]; EX.CL/450[EX.CL/450]; AHG/Decl.5 (XXXVI)[AHG/Decl.5 "
		  "(XXXVI)]" },
		{ "Decision PC.DEC/1117, MC.DEC/3/14/Corr.1, FSC.DEC/1/17 and PC.JOUR/991",
		  "PC.DEC/1117[PC.DEC/1117]; MC.DEC/3/14/Corr.1[MC.DEC/3/14/Corr.1]; FSC.DEC/1/17[FSC.DEC/1/17]; "
		  "PC.JOUR/991[PC.JOUR/991]" },
		{ "Council Decision 2011/273/CFSP, 2014/512/CFSP and Decision (CFSP) 2015/1333",
		  "2011/273/CFSP[2011/273/CFSP]; 2014/512/CFSP[2014/512/CFSP]; "
		  "Decision (CFSP) 2015/1333[Decision (CFSP) 2015/1333]" },
		{ "A/DEC.2/12/01, A/SP1/12/01, A/P1/12/01, A/SA.1/06/10 and C/DEC.3/12/05",
		  "A/DEC.2/12/01[A/DEC.2/12/01]; A/SP1/12/01[A/SP1/12/01]; A/P1/12/01[A/P1/12/01]; "
		  "A/SA.1/06/10[A/SA.1/06/10]; C/DEC.3/12/05[C/DEC.3/12/05]" },
		{ "General Assembly/AU talks, EX. CL, the PC. Dec 11, MC.DEC/3, 2014/512, 12/2014/512/CFSP, "
		  "PC.DEC/A, C/O, A/P1, decision (CFSP), PSC/x, (D) and A/DEC.2",
		  "" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_string_equal(citations_of(rows[i].text), rows[i].citations);
}

static void a_text_may_end_anywhere(void **state)
{
	(void)state;
	static const char text[] =
		"SlPV.1717, Al31/PV.8, S/PV.8181 (Resumption 1), A/RES/71/203 and Add.1, "
		"A/61/L.3/Rev.2, resolutions 687 (1991) and 715 (1991), ES-11/1, GC(XXV)/RES/3, A/RES/4/5K, "
		"A/5/Add.1-3, PSC/PR/COMM.(CCCXXXIX), MC.DEC/3/14, 2014/512/CFSP, Decision (CFSP) 2015/1333";
	for (size_t size = 0; size < sizeof text; size++)
		citations_in(text, size);
	assert_string_equal(citations_in(text, 9), "S/PV.1717[SlPV.1717]");
	for (size_t i = 0; i + 1 < sizeof text; i++)
		citations_in(text + i, sizeof text - 1 - i < 2 ? sizeof text - 1 - i : 2);
}

static void a_number_and_year_that_cannot_belong_together_are_in_doubt(void **state)
{
	(void)state;
	static const struct {
		int number, year;
		bool doubt;
	} rows[] = {
		{ 2254, 2015, false },
		{ 2254, 2014, true },
		{ 2254, 2016, true },
		{ 2336, 2016, false },
		{ 2336, 2017, true },
		{ 2401, 2018, false },
		{ 47, 1948, false },
		{ 687, 1991, false },
		{ 242, 1967, false },
		{ 338, 1973, false },
		{ 1325, 2000, false },
		{ 1, 1946, false },
		{ 1, 1945, true },
		{ 2254, 1915, true },
		{ 2532, 2020, false },
		{ 2401, 2021, true },
		{ 9000, 2021, true },
		{ 2686, 2023, false },
		/* First and last of their years: the Gaza raid, Tiberias, Uganda, UNIFIL, goods for
		 * Iraq, cross-border relief, the Red Sea. */
		{ 106, 1955, false },
		{ 106, 1954, true },
		{ 171, 1962, false },
		{ 171, 1961, true },
		{ 177, 1962, false },
		{ 177, 1963, true },
		{ 528, 1982, false },
		{ 529, 1983, false },
		{ 529, 1982, true },
		{ 1454, 2002, false },
		{ 1455, 2003, false },
		{ 1454, 2003, true },
		{ 2503, 2019, false },
		{ 2504, 2020, false },
		{ 2504, 2019, true },
		{ 2560, 2020, false },
		{ 2561, 2021, false },
		{ 2617, 2021, false },
		{ 2671, 2022, false },
		{ 2672, 2023, false },
		{ 2721, 2023, false },
		{ 2722, 2024, false },
		{ 2767, 2024, false },
		{ 2768, 2025, false },
		{ 2767, 2025, true },
		{ 2999, 2026, false },
		{ 3400, 2026, true },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if ((citation_year_doubt(rows[i].number, rows[i].year) != NULL) != rows[i].doubt)
			fail_msg("resolution %d (%d): %s expected", rows[i].number, rows[i].year,
				 rows[i].doubt ? "doubt" : "no doubt");
	}
	assert_string_equal(citations_of("resolution 2254 (2051)"), "S/RES/2254 (2051)[resolution 2254 (2051)]!");
	assert_string_equal(citations_of("Security Council resolution 61/295"),
			    "A/RES/61/295[Security Council resolution 61/295]!");
}

/* Every year's numbers begin where the year before ends. */
static void the_years_of_resolutions_do_not_run_backwards(void **state)
{
	(void)state;
	int first = 1;
	for (int year = 1946; year <= 2024; year++) {
		assert_null(citation_year_doubt(first, year));
		int last = first;
		while (citation_year_doubt(last + 1, year) == NULL)
			last++;
		assert_true(last >= first); /* one in 1959 */
		assert_int_equal(citation_year(first), year);
		assert_int_equal(citation_year(last), year);
		assert_non_null(citation_year_doubt(first - 1, year));
		first = last + 1;
	}
	assert_int_equal(citation_year(first), 0);
	assert_int_equal(citation_year(0), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(prose_citations_have_their_normal_form),
		cmocka_unit_test(a_resolution_is_told_by_its_form),
		cmocka_unit_test(symbols_of_other_organisations_are_read),
		cmocka_unit_test(a_text_may_end_anywhere),
		cmocka_unit_test(symbols_have_their_normal_form),
		cmocka_unit_test(lists_of_symbols_and_series_of_other_bodies_are_read),
		cmocka_unit_test(a_number_and_year_that_cannot_belong_together_are_in_doubt),
		cmocka_unit_test(the_years_of_resolutions_do_not_run_backwards),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
