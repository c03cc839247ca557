package com.example.robot;

import com.example.robot.command.RobotMoveCommand;
import com.example.robot.type.Arm;
import com.example.robot.type.ArmPosition;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.Endpoint;

/** Moves an arm of the robot at the address; without an address it prints the command. */
public final class MoveArm {
    private MoveArm() {}

    public static void main(String[] args) {
        RobotMoveCommand move = RobotMoveCommand.builder(Arm.LEFT).speed(2.5).build();
        if (args.length == 0) {
            System.out.println(move.name() + " " + move.toJson());
            return;
        }
        try (QmpClient robot = QmpClient.connect(Endpoint.parse(args[0]))) {
            ArmPosition position = robot.execute(move);
            System.out.println(position.arm() + " is at " + position.angle());
        }
    }
}
