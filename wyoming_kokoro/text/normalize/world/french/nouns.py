"""Genders of French nouns."""

from wyoming_kokoro.text.normalize.world.nouns import Nouns

NOUNS = Nouns(
    feminine_endings=tuple("""
        ion ison té ée ie ure ance ence elle ille ine ite ade ude ise euse ière che gne nne tte sse
        que oupe oire ace ouse une ule ole ale ampe ombe onde ande ente ante orte arte rge ave ive olle once onge outre ourde ane inte trice afe ffe
        arre erre ague igue angue anse ense ourse erse orce orde ingle appe èvre auge ate ourte tue nue vue rue oue erne orne ince ource uile erve uve
        """.split()),
    feminine=frozenset("""
        sœur soeur couleur fleur chaleur valeur douleur pâleur ampleur odeur ardeur grandeur profondeur splendeur laideur froideur raideur lourdeur tiédeur pudeur
        vapeur peur torpeur stupeur saveur faveur ferveur erreur terreur horreur fureur aigreur maigreur largeur longueur langueur rigueur vigueur
        liqueur hauteur lenteur senteur puanteur pesanteur moiteur épaisseur grosseur rousseur sueur lueur humeur rumeur tumeur clameur primeur
        blancheur fraîcheur douceur noirceur minceur teneur
        affaire aile ancre arête auto barbe bible boisson brebis case cible comète commode crème croûte dinde écharpe encre épice étable étagère fable
        faute fève flûte gare gerbe grange grève guêpe guitare halte harpe herbe horloge huître insulte jungle lame lime loge malle mare méduse menthe
        merguez moisson montre moufle moutarde mûre nourrice offre orange paire palme panthère papaye paume perle pieuvre piqûre poudre puce pyramide
        rame récolte révolte sangle sauce scène seringue sirène soupape sphère strophe syllabe taupe taxe tige tirelire trappe tribu tulipe valve
        veste sieste vertu vitre chute dispute zone couleuvre œuvre astuce planète épingle cuve artère vipère fougère grammaire fanfare
        règle minute nuit fenêtre chambre pièce salle
        clé clef cuillère cuiller pomme tomate boîte table page
        rue route once candela femme mère dame
        photo vidéo radio télé alarme note liste alerte caméra pile étoile main
        dent jambe voix croix noix mer fin faim soif part peau eau forêt loi foi paroi fourmi souris vis
        réponse façon contrefaçon malfaçon leçon rançon échalote compote pelote papillote anecdote cote garde-robe porte-fenêtre
        lettre enveloppe équipe balle course image
        chanson piste chaîne chose forme somme flamme gamme gomme larme arme
        ferme plume brume écume rose dose pause cause base
        phase phrase île huile toile voile
        pâte fête bête tête crête quête enquête robe neige plage cage rage nage poêle jupe étape nappe grappe pompe trompe crêpe pipe
        """.split()),
    masculine=frozenset("""
        orfèvre cirque scarabée esclave conclave verre tonnerre lierre parterre divorce pirate automate primate diplomate acrobate carbonate sulfate nitrate phosphate aromate prince fleuve
        bison tison poison vison coude élastique graphique monde phoque portefeuille millefeuille chèvrefeuille capricorne
        songe mensonge organe platane filigrane arcane méthane propane butane titane profane
        camion avion lion million champion espion pion scorpion côté été comté pâté traité musée lycée trophée génie incendie parapluie silence
        dimanche risque disque chèque masque casque kiosque manque pique-nique plastique moustique portique cantique
        groupe magazine domaine cimetière derrière squelette rebelle gorille espace
        signe règne peigne cygne champagne bagne crépuscule véhicule
        globule module pendule ridicule scrupule symbole pétrole monopole protocole
        scandale pétale dédale ovale grade stade jade laboratoire territoire
        répertoire conservatoire observatoire interrogatoire pourboire ivoire accessoire auditoire comité
        joule kilojoule watt-heure kilowatt-heure mégawatt-heure ampère-heure milliampère-heure
        site mérite satellite rite granite termite ermite graphite plébiscite anthracite député invité
        """.split()),
    verbs=frozenset("""
        abat aide allume appuie attrape brise cache cale casse chasse chauffe compte coupe couvre croque cure essuie fume garde gratte grille lance
        lave lève monte mange ouvre pare passe pèse perce pique porte pousse presse protège ramasse range rase remue repose rince sèche souffle
        taille tire tourne vide
        """.split()),
    leading=frozenset("arrière auto avant demi grand mini sous".split()),
    singular={"eaux": ("eau",), "aux": ("al", "ail"), "x": ("",), "s": ("",)},
    labels=frozenset("""
        salle zone niveau canal ligne numéro chambre étage porte option étape partie chapitre page thème groupe terminal quai voie vol bus
        métro saison épisode phase version article plan équipe joueur appartement unité leçon exercice question lampe capteur caméra prise
        interrupteur appareil enceinte parleur station figure tableau graphique annexe schéma modèle scénario lot case table siège place rangée autoroute code erreur radio
        """.split()),
    articles=frozenset("le la du au top france".split()),
    small=frozenset("""
        de des du au aux en et ou est sont dans sur sous pour par avec sans plus moins comme que qui dont le la les un une ce cette
        ces se ne pas si oui non mais très déjà hier demain maintenant chaque fut était ont il elle selon après avant entre vers chez
        dès jusque autre autres contre puis donc car km cm mm kg
        """.split()),
)
