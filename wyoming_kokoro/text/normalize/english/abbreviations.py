"""What English abbreviations stand for."""

_CLIPPED = {
    short.replace("'", mark): full
    for short, full in (
        pair.split("=")
        for pair in (
            "att'n=attention,Att'n=Attention,gov't=government,Gov't=Government,int'l=international,Int'l=International,nat'l=national,Nat'l=National,dep't=department,"
            "Dep't=Department,ass'n=association,Ass'n=Association,cont'd=continued,Cont'd=Continued,avg'd=averaged,sec'y=secretary,Sec'y=Secretary"
        ).split(",")
    )
    for mark in "'’"
}
_PLAIN = dict(
    pair.split("=")
    for pair in (
        "rm.=room,rms.=rooms,bldg.=building,bldgs.=buildings,blks.=blocks,accum.=accumulation,amt.=amount,Amt.=Amount,amts.=amounts,"
        "lvl.=level,lvls.=levels,diam.=diameter,cyl.=cylinder,mfg.=manufacturing,abt.=about,svc.=service,cust.=customer,"
        "mvt.=movement,avgs.=averages,o.c.=on center,Temps.=Temperatures,Dems.=Democrats,Tpk.=Turnpike,Tpke.=Turnpike,Rtes.=Routes"
    ).split(",")
)
_EITHER_CASE = {
    written: full if written.islower() else full[0].upper() + full[1:]
    for short, full in (
        pair.split("=")
        for pair in (
            "mfr.=manufacturer,insp.=inspection,insuff.=insufficient,addr.=address,amox.=amoxicillin,groc.=groceries,contrib.=contribution,contribs.=contributions,bks.=books,anniv.=anniversary,choc.=chocolate,apptmt.=appointment,assn.=association,attn.=attention,bdrm.=bedroom,bdrms.=bedrooms,bkfst.=breakfast,brkfst.=breakfast,bsmt.=basement,"
            "btl.=bottle,btls.=bottles,bthrm.=bathroom,chg.=charge,chgs.=charges,chk.=check,chks.=checks,cks.=checks,cmte.=committee,constr.=construction,contd.=continued,"
            "ctn.=carton,ctns.=cartons,ctr.=center,ctrs.=centers,dbl.=double,depts.=departments,dtd.=dated,elec.=electric,elem.=elementary,emerg.=emergency,encl.=enclosed,"
            "equip.=equipment,equiv.=equivalent,hrly.=hourly,htr.=heater,hwys.=highways,indiv.=individual,intl.=international,kitch.=kitchen,lic.=license,maint.=maintenance,mdse.=merchandise,"
            "mktg.=marketing,mos.=months,natl.=national,nbhd.=neighborhood,orig.=original,pharm.=pharmacy,pkwy.=parkway,pmt.=payment,pmts.=payments,pos.=positive,prescr.=prescription,prev.=previous,"
            "pwr.=power,qtrs.=quarters,rcpt.=receipt,rcpts.=receipts,refrig.=refrigerator,reimb.=reimbursement,resv.=reservation,rsvd.=reserved,sgl.=single,sig.=signature,stmt.=statement,stmts.=statements,"
            "subdiv.=subdivision,svcs.=services,tbl.=table,temps.=temperatures,tkt.=ticket,tkts.=tickets,tourn.=tournament,treas.=treasurer,twp.=township,univ.=university,unfurn.=unfurnished,"
            "vacc.=vaccine,vis.=visibility,whse.=warehouse,xfer.=transfer,xtra.=extra,yrly.=yearly,ck.=check,cr.=credit,bal.=balance,freq.=frequency,instr.=instructions,vit.=vitamin"
        ).split(",")
    )
    for written in (short, short.capitalize())
}
ABBREVIATIONS = {
    **_PLAIN,
    **_EITHER_CASE,
    "Prof.": "Professor", "Gen.": "General", "Sgt.": "Sergeant", "Capt.": "Captain", "Cpt.": "Captain", "Lt.": "Lieutenant", "Lieut.": "Lieutenant", "Mme.": "Madame", "Mme": "Madame", "Mlle.": "Mademoiselle", "Mlle": "Mademoiselle", "Reps.": "Representatives", "Sens.": "Senators", "Profs.": "Professors", "Govs.": "Governors",
    "Col.": "Colonel",
    "Maj.": "Major", "Cmdr.": "Commander", "Adm.": "Admiral", "Rev.": "Reverend", "Fr.": "Father", "Hon.": "Honorable",
    "Gov.": "Governor", "Sen.": "Senator", "Rep.": "Representative", "Pres.": "President", "Supt.": "Superintendent",
    "Jr.": "Junior", "Sr.": "Senior", "Esq.": "Esquire", "Messrs.": "Messers", "Mt.": "Mount", "Mx.": "Mix",
    "Prof": "Professor", "Mr": "Mister", "Mrs": "Mrs.", "Jr": "Junior",
    "Ave.": "Avenue", "Ave": "Avenue", "Rd.": "Road", "Blvd.": "Boulevard", "Blvd": "Boulevard", "Ln.": "Lane", "Ct.": "Court",
    "Pl.": "Place", "Sq.": "Square", "Hwy.": "Highway", "Hwy": "Highway", "hwy": "highway", "hwy.": "highway", "Pkwy.": "Parkway", "Pkwy": "Parkway",
    "Apt.": "Apartment", "Apt": "Apartment", "apt.": "apartment", "A/C": "A.C", "WWII": "World War two", "WWI": "World War one",
    "WW2": "World War two", "WW1": "World War one", "Ft.": "Fort", "a/c": "A.C",
    "Gt.": "Great", "Pk.": "Park", "Gdns.": "Gardens", "Cres.": "Crescent", "Ter.": "Terrace", "Terr.": "Terrace", "Cl.": "Close",
    "Mtg": "Meeting", "mtg": "meeting", "mtgs": "meetings", "Ste.": "Suite", "Bldg.": "Building", "Rm.": "Room",
    "e.g.": "for example", "eg.": "for example", "i.e.": "that is", "ie.": "that is", "etc.": "et cetera", "etc": "et cetera",
    "vs.": "versus", "vs": "versus", "approx.": "approximately", "approx": "approximately", "appt.": "appointment",
    "appts.": "appointments",
    "min.": "minimum", "max.": "maximum", "avg.": "average", "avg": "average", "temp.": "temperature", "temps.": "temperatures",
    "hr.": "hour", "hrs.": "hours", "mins.": "minutes", "sec.": "second", "secs.": "seconds", "yr.": "year", "yrs.": "years",
    "wk.": "week", "mo.": "month",
    "dept.": "department", "Dept.": "Department", "govt.": "government", "est.": "estimated", "Est.": "Estimated", "YoY": "year over year", "QoQ": "quarter over quarter", "MoM": "month over month", "yoy": "year over year", "y-o-y": "year over year", "q-o-q": "quarter over quarter", "m-o-m": "month over month",
    "mtns.": "mountains", "Mtns.": "Mountains", "Mtn.": "Mountain", "mtn.": "mountain", "Fl.": "Floor", "Rte.": "Route", "Rte": "Route",
    "Ind. Est.": "Industrial Estate", "Bk.": "Book", "Sc.": "Scene", "Dist.": "District", "Twp.": "Township", "Cir.": "Circle", "Trl.": "Trail", "Hts.": "Heights", "Spgs.": "Springs",
    "Natl.": "National", "Dept": "Department", "Fwy": "Freeway", "Fwy.": "Freeway", "Expy": "Expressway", "Tpke": "Turnpike", "incl.": "including",
    "excl.": "excluding", "misc.": "miscellaneous", "cont.": "continued", "tel.": "telephone", "Tel.": "Telephone", "ext.": "extension",
    "Ext.": "Extension", "vol.": "volume", "Vol.": "Volume", "fig.": "figure", "Fig.": "Figure", "figs.": "figures", "Figs.": "Figures", "ch.": "chapter",
    "Ch.": "Chapter", "sect.": "section", "pp.": "pages", "pg.": "page", "ed.": "edition", "eds.": "editors", "qty.": "quantity",
    "Qty.": "Quantity", "Qty": "Quantity", "qty": "quantity", "Inc.": "Incorporated", "Corp.": "Corporation", "Ltd.": "Limited",
    "Co.": "Company", "Bros.": "Brothers",
    "Assn.": "Association", "Univ.": "University", "Intl.": "International", "Ph.D.": "PhD", "B.Sc.": "B S C", "M.D.": "M D",
    "w/o": "without", "w/out": "without", "w/": "with", "b/c": "because", "c/o": "care of", "a.k.a.": "also known as", "aka": "also known as",
    "viz.": "namely", "cf.": "compare", "et al.": "and others", "ca.": "circa", "resp.": "respectively", "no.": "number", "No.": "Number",
    "nos.": "numbers", "Nos.": "Numbers", "p.": "page", "esp.": "especially", "usu.": "usually", "tbsp.": "tablespoon", "tsp.": "teaspoon",
    "oz.": "ounce", "lb.": "pound", "lbs.": "pounds", "ft.": "feet", "N.B.": "N B", "a.m.": "AM", "p.m.": "PM", "A.M.": "AM", "P.M.": "PM",
    "Approx.": "Approximately", "Max.": "Maximum", "Min.": "Minimum", "Avg.": "Average", "Temp.": "Temperature",
    "Incl.": "Including", "Misc.": "Miscellaneous",
    "Cpl.": "Corporal", "Pfc.": "Private First Class", "Pvt.": "Private", "Pte": "Private", "Hon. Sec.": "Honorary Secretary", "Hon. Treas.": "Honorary Treasurer", "Ch. Insp.": "Chief Inspector", "Ch Insp": "Chief Inspector", "Det. Insp.": "Detective Inspector", "Det. Sgt.": "Detective Sergeant", "Revd": "Reverend", "Revd.": "Reverend", "Rev'd": "Reverend", "Rev’d": "Reverend", "Cllr": "Councillor", "Cllr.": "Councillor", "Govt.": "Government", "Mt": "Mount", "Atty.": "Attorney",
    "Insp.": "Inspector", "Dep.": "Deputy", "Asst.": "Assistant", "Amb.": "Ambassador", "Supt": "Superintendent", "Insp": "Inspector",
    "Sgt": "Sergeant", "Lt": "Lieutenant", "Col": "Colonel", "Maj": "Major", "Capt": "Captain", "Rev": "Reverend", "Cpl": "Corporal",
    "Cmdr": "Commander", "Rt Hon": "Right Honourable", "Rt. Hon.": "Right Honourable", "Sra.": "Señora", "Mses.": "Mizzes",
    "Gen": "General", "Gov": "Governor", "Sen": "Senator", "Fr": "Father",
    "para.": "paragraph", "paras.": "paragraphs", "Sec.": "Section", "eq.": "equation", "Eq.": "Equation", "Chap.": "Chapter", "chap.": "chapter",
    "Art.": "Article", "Pt.": "Part", "Pg.": "Page", "edn": "edition", "vol": "volume", "Vol": "Volume", "ver.": "version", "Ver.": "Version",
    "Arr.": "Arrives", "arr.": "arrives", "dep.": "departs", "incl": "including", "excl": "excluding", "inc.": "including", "exc.": "excluding",
    "w/c": "week commencing", "w/b": "week beginning", "w/e": "week ending", "W/c": "Week commencing", "W/C": "Week commencing", "W/e": "Week ending", "plat.": "platform", "plat": "platform", "n/a": "N A", "N/A": "N A", "Plat.": "platform", "jct.": "junction", "Jct.": "Junction", "jct": "junction", "Jct": "Junction", "acc. to": "according to",
    "Nos": "Numbers", "nos": "numbers", "agg": "aggregate", "agg.": "aggregate", "aet": "after extra time", "a.e.t.": "after extra time",
    "Exp.": "Expires", "exp.": "expires", "trk.": "track", "Trk.": "Track", "Sta.": "Station", "Bn.": "Battalion", "Blk.": "Block", "blk.": "block", "elev.": "elevation", "abst.": "abstention",
    "Pk": "Park", "La.": "Lane", "Nr.": "Near", "nr.": "near", "nr": "near", "Cdr.": "Commander", "Cdr": "Commander", "Rt Hon.": "Right Honourable",
    "Rd": "Road", "Ln": "Lane", "Gdns": "Gardens", "Cres": "Crescent", "Sq": "Square",
    "Op.": "Opus", "op.": "opus", "ep.": "episode", "Rm": "Room", "rm": "room", "ep": "episode", "Agg": "Aggregate", "Agg.": "Aggregate", "Ep": "Episode", "Eps": "Episodes", "eps.": "episodes", "Ep.": "Episode", "Eps.": "Episodes",
    "Vols.": "Volumes", "vols.": "volumes", "Chs.": "Chapters", "chs.": "chapters", "chaps.": "chapters", "Flt Lt": "Flight Lieutenant",
    "Sqn Ldr": "Squadron Leader", "Wg Cdr": "Wing Commander",
    "Yr": "Year", "Yrs": "Years", "Yr.": "Year", "Yrs.": "Years", "Rt.": "Route",
    "inst.": "instant", "ult.": "ultimo", "prox.": "proximo",
    **_CLIPPED,
    "E.g.": "For example", "I.e.": "That is", "max": "max",
}  # fmt: skip
