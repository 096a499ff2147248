"""Spanish."""

from .profile import Profile

_CONJUNCTIONS = """
    y e o u pero porque que cuando donde si aunque mientras como sino pues quien para
"""
_COMMON = """
    el la de que y a en un ser se no haber por con su para como estar tener le lo los las del al una es son está están muy
    más pero sus hay este esta eso ese yo tú él ella nosotros me te nos qué cómo cuándo dónde sí también o si porque cuando
    sin sobre hoy mañana buenos buenas días noches hola gracias casa luz fue era ha he hace todo ya luces puerta ventana
    ventanas cocina salón dormitorio baño enciende apaga abre cierra sube baja pon tienes tiene dos tres mensaje mensajes
    lavadora temperatura grados minutos horas tarde noche favor abierta abierto cerrada cerrado terminado listo encendida
    apagada son nadie nuevo nuevos nueva nuevas tiempo lluvia llueve lloverá
"""

LANGUAGE = Profile(
    tag="es",
    letter="e",
    name="Spanish",
    espeak="es",
    codes=(
        "es",
        "spa",
    ),
    conjunctions=frozenset(_CONJUNCTIONS.split()),
    common=frozenset(_COMMON.split()),
    letters="ñ¿¡áíóúü",
    endings=(
        "ción",
        "dad",
        "mente",
        "iendo",
        "ado",
        "ada",
        "ido",
        "ida",
    ),
)
