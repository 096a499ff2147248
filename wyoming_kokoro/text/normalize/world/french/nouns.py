"""Genders of French nouns."""

from wyoming_kokoro.text.normalize.world.nouns import Nouns

NOUNS = Nouns(
    feminine_endings=(
        "tion",
        "ion",
        "sion",
        "xion",
        "çon",
        "ison",
        "té",
        "ée",
        "ie",
        "ure",
        "ance",
        "ence",
        "esse",
        "ette",
        "elle",
        "ille",
        "euille",
        "ine",
        "ite",
        "ade",
        "ude",
        "ise",
        "euse",
        "ière",
        "eur",
        "che",
        "gne",
        "nne",
        "tte",
        "sse",
        "que",
        "ouche",
        "oupe",
        "aine",
        "eine",
        "aison",
        "erie",
        "oire",
        "ace",
        "ouse",
        "une",
        "ille",
        "ule",
        "ole",
        "ale",
        "ampe",
        "ombe",
        "onde",
        "ande",
        "ente",
        "ante",
        "orte",
        "arte",
        "otte",
        "rge",
        "rque",
        "ave",
        "ive",
        "olle",
        "ouille",
        "iche",
        "ine",
        "ave",
        "ise",
    ),
    feminine=frozenset("""
        heure minute seconde milliseconde semaine année journée nuit fois lampe lumière ampoule porte fenêtre chambre pièce cuisine salle
        maison clé clef tasse cuillère cuiller tranche pomme poire tomate carotte gousse pincée bouteille boîte table chaise page ligne
        ville rue place route tonne once partie calorie kilocalorie candela personne femme fille mère sœur tante dame voiture
        photo vidéo radio télé application alarme tâche note liste alerte caméra prise télécommande batterie pile mise étoile main
        dent jambe tête voix croix noix fleur couleur chaleur mer fin faim soif part peau eau forêt loi foi paroi fourmi souris vis
        couverture serviette machine lessive marche plante feuille branche école classe leçon question réponse erreur fuite goutte
        livraison commande facture carte lettre enveloppe adresse équipe balle course victoire défaite partie manche image
        chanson musique piste chaîne émission série saison histoire idée chose sorte forme somme flamme gamme gomme larme arme
        ferme plume brume écume poche niche ruche vache bouche douche couche tache planche manche rose dose pause cause chose base
        phase phrase vase crise prise valise chemise cerise entreprise surprise île pile huile toile voile étoile
        robe neige plage cage rage nage poêle tour jupe botte soupe coupe troupe étape nappe grappe pompe trompe rampe lampe crêpe pipe
        """.split())
    | frozenset(
        "datte pâte patte cotte dette fête bête tête crête quête enquête recette galette assiette demi-heure".split()
    ),
    masculine=frozenset("""
        camion avion lion million champion espion pion scorpion côté été comté pâté traité thé musée lycée trophée génie incendie parapluie silence ordinateur moteur capteur radiateur secteur
        facteur docteur acteur auteur directeur visiteur voyageur vendeur cœur bonheur malheur honneur congélateur réfrigérateur
        aspirateur interrupteur détecteur ventilateur projecteur téléviseur chargeur routeur adaptateur régulateur minuteur compteur
        serveur lecteur humidificateur purificateur déshumidificateur extracteur mixeur batteur serveurs élévateur ascenseur
        dimanche poste risque disque chèque masque casque kiosque lac manque pique-nique plastique moustique portique cantique
        beurre verre litre mètre kilomètre gramme kilogramme degré vase livre arbre nombre chiffre titre groupe type principe
        magazine domaine dictionnaire cimetière derrière squelette modèle rebelle gorille intervalle square carré espace commerce
        service exercice indice office vice pouce siège manège collège piège beige nuage voyage étage garage chauffage ménage fromage
        message orage virage arrosage éclairage réglage lavage séchage stockage village visage péage rivage ouvrage avantage passage
        pore store signe règne peigne cygne champagne bagne cône téléphone microphone crépuscule véhicule article ongle angle oncle
        globule module pendule ridicule scrupule pôle rôle contrôle symbole pétrole monopole protocole pull journal canal animal
        scandale pétale dédale ovale grade stade jade habitude quatuor musicien parc million milliard sourire laboratoire territoire
        répertoire conservatoire observatoire interrogatoire pourboire ivoire accessoire auditoire café comité congé dé fossé marché
        blé canapé péché site mérite satellite gîte rite granite termite ermite graphite plébiscite anthracite procédé employé député invité cliché côté bébé pré gué souper rhume volume costume légume programme homme
        fantôme atome arôme système problème thème poème théorème diadème barème drame kilo euro centime mois an jour matin soir
        """.split()),
    singular={"eaux": ("eau",), "aux": ("al", "ail"), "x": ("",), "s": ("",)},
    labels=frozenset("""
        salle zone niveau canal ligne numéro chambre étage porte option étape partie chapitre page thème groupe terminal quai voie vol bus
        métro saison épisode phase version article plan équipe joueur appartement unité leçon exercice question lampe capteur caméra prise
        interrupteur appareil table siège place rangée autoroute code erreur radio
        """.split()),
    articles=frozenset("le la du au top france".split()),
    small=frozenset("""
        de des du à au aux en et ou est sont dans sur sous pour par avec sans plus moins comme que qui dont le la les un une ce cette
        ces se ne pas si oui non mais très déjà hier demain maintenant chaque fut était a ont il elle selon après avant entre vers chez
        dès jusque autre autres contre puis donc car km cm mm kg
        """.split()),
)
